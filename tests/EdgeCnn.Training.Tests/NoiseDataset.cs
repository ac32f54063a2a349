using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests;

/// <summary>Pictures of random pixels in five classes that mean nothing.</summary>
internal sealed class NoiseDataset : IDataset
{
    private readonly byte[] pixels;
    private readonly int side;
    private readonly int channels;

    public NoiseDataset(int count, int side, int channels)
    {
        (Count, this.side, this.channels) = (count, side, channels);
        pixels = new byte[count * side * side * channels];
        new Random(1).NextBytes(pixels);
    }

    public int Count { get; }

    public IReadOnlyList<string> Labels { get; } = ["a", "b", "c", "d", "e"];

    public ImageView Picture(int index)
    {
        int length = side * side * channels;
        return new ImageView(pixels.AsSpan(index * length, length), side, side, side * channels, channels == 1 ? PixelFormat.Gray8 : PixelFormat.Rgb24);
    }

    public int Label(int index) => index % 5;
}
