using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Pictures with labels, by index. Reading is thread-safe.</summary>
public interface IDataset
{
    /// <summary>How many pictures.</summary>
    int Count { get; }

    /// <summary>The names of the classes.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>A picture.</summary>
    ImageView Picture(int index);

    /// <summary>The index of its class.</summary>
    int Label(int index);
}
