using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests;

/// <summary>Small grey PNG files with one bright quadrant, which a small network tells apart in seconds.</summary>
internal sealed class PatternFolder : IDisposable
{
    public const int Side = 12;
    private readonly TestFolder folder = new();

    public string At(string name) => folder.At(name);

    /// <summary>Pictures of one class below a folder; quadrants are 0 to 3, row by row.</summary>
    public void Fill(string name, int count, params int[] bright)
    {
        Directory.CreateDirectory(At(name));
        var random = new Random(name.Sum(c => c) + bright.Sum());
        for (int i = 0; i < count; i++)
            Put($"{name}/{i:000}.png", random, bright);
    }

    public void Put(string file, Random random, int[] bright)
    {
        byte[] pixels = new byte[Side * Side];
        for (int at = 0; at < pixels.Length; at++)
        {
            int quadrant = (at / Side / (Side / 2) * 2) + (at % Side / (Side / 2));
            pixels[at] = (byte)((bright.Contains(quadrant) ? 140 : 30) + random.Next(80));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        PngWriter.Write(At(file), new Image(Side, Side, PixelFormat.Gray8, pixels).View);
    }

    public void Dispose() => folder.Dispose();
}
