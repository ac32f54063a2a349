using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests;

/// <summary>Noise with one bright quadrant, or any number of them: classes of a tree, or labels.</summary>
internal sealed class QuadrantsDataset : IDataset
{
    public const int Side = 8;
    private readonly byte[] pixels;
    private readonly int[][] labels;

    public QuadrantsDataset(int count, int seed, bool several)
    {
        var random = new SeededRandom(seed);
        labels = [.. Enumerable.Range(0, count).Select(i => several ? [.. Enumerable.Range(0, 4).Where(_ => random.NextInt(2) == 0)] : (int[])[i % 4])];
        pixels = new byte[count * Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            int y = i / Side % Side, x = i % Side, quadrant = (y / (Side / 2) * 2) + (x / (Side / 2));
            pixels[i] = (byte)((labels[i / (Side * Side)].Contains(quadrant) ? 120 : 40) + random.NextInt(80));
        }
    }

    public static InputContract Contract { get; } = StripesDataset.Contract with { Labels = ["top/left", "top/right", "bottom/left", "bottom/right"] };

    public int Count => labels.Length;

    public IReadOnlyList<string> Labels => Contract.Labels;

    public ImageView Picture(int index) => new(pixels.AsSpan(index * Side * Side, Side * Side), Side, Side, Side, PixelFormat.Gray8);

    public int Label(int index) => labels[index] is [int first, ..] ? first : -1;

    public IReadOnlyList<int> LabelsOf(int index) => labels[index];
}
