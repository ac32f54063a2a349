using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Runs;

/// <summary>A picture of one's own as a set of one, without a label.</summary>
/// <param name="name">Its file.</param>
/// <param name="picture">The picture.</param>
internal sealed class OnePicture(string name, Image picture) : IDataset
{
    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; } = [name];

    /// <inheritdoc/>
    public ImageView Picture(int index) => picture.View;

    /// <inheritdoc/>
    public int Label(int index) => 0;

    /// <inheritdoc/>
    public string NameOf(int index) => name;
}
