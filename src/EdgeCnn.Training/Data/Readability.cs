using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data;

/// <summary>Going on without a picture that cannot be read.</summary>
public static class Readability
{
    /// <summary>Gives a picture, or says that it is to be left out.</summary>
    /// <param name="data">The set.</param>
    /// <param name="index">Which picture.</param>
    /// <param name="picture">The picture; nothing if it is to be left out.</param>
    /// <param name="reason">What is wrong with it; null if nothing is.</param>
    /// <exception cref="Graph.EdgeCnnException">The whole set is of no use any more.</exception>
    public static bool TryPicture(this IDataset data, int index, out ImageView picture, out string? reason)
    {
        try
        {
            picture = data.Picture(index);
            reason = null;
            return true;
        }
        catch (UnreadablePictureException error)
        {
            picture = default;
            reason = error.Message;
            return false;
        }
    }
}
