using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Pictures with labels, by index. Reading is thread-safe.</summary>
public interface IDataset
{
    /// <summary>How many pictures.</summary>
    int Count { get; }

    /// <summary>The names of the classes.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>What belongs to the set by its source and could not be read so far; none of it is counted in <see cref="Count"/> if it was found before.</summary>
    IReadOnlyList<UnreadablePicture> Unreadable => [];

    /// <summary>Whether a picture is read from a file and decoded when it is asked for, so that it is better asked for before it is needed.</summary>
    bool ReadsFiles => false;

    /// <summary>From now on no number of damaged pictures is too many: for who only counts them.</summary>
    void GoOnAnyway()
    {
    }

    /// <summary>A picture.</summary>
    /// <exception cref="UnreadablePictureException">It cannot be read; a run leaves it out and goes on.</exception>
    ImageView Picture(int index);

    /// <summary>The index of its class; of several, the first one; −1 if it has none.</summary>
    int Label(int index);

    /// <summary>The indices of all its classes, ascending.</summary>
    IReadOnlyList<int> LabelsOf(int index) => [Label(index)];

    /// <summary>What a person knows the picture by: its file, or its number.</summary>
    string NameOf(int index) => $"picture {index}";
}
