using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests;

/// <summary>Noisy horizontal and vertical stripes: two classes that a small network learns in seconds.</summary>
internal sealed class StripesDataset(int count, int seed) : IDataset
{
    public const int Side = 8;

    private readonly byte[] pixels = Draw(count, seed);

    public static InputContract Contract { get; } = new()
    {
        Height = Side,
        Width = Side,
        Color = ColorOrder.Gray,
        Mean = [0.5f],
        Std = [0.25f],
        Labels = ["horizontal", "vertical"],
    };

    public int Count { get; } = count;

    public IReadOnlyList<string> Labels => Contract.Labels;

    public ImageView Picture(int index) => new(pixels.AsSpan(index * Side * Side, Side * Side), Side, Side, Side, PixelFormat.Gray8);

    public int Label(int index) => index % 2;

    private static byte[] Draw(int count, int seed)
    {
        var random = new SeededRandom(seed);
        byte[] pixels = new byte[count * Side * Side];
        for (int image = 0; image < count; image++)
        {
            int phase = random.NextInt(4);
            for (int i = 0; i < Side * Side; i++)
            {
                int along = image % 2 == 0 ? i / Side : i % Side;
                pixels[(image * Side * Side) + i] = (byte)(((along + phase) % 4 < 2 ? 170 : 60) + random.NextInt(60));
            }
        }

        return pixels;
    }
}
