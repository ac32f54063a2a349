using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Tests;

/// <summary>A folder of picture files for one test.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("edgecnn-data-").FullName;

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>A PNG file with random pixels; the same seed gives the same picture.</summary>
    public string Picture(string name, int seed, int width = 6, int height = 5, PixelFormat format = PixelFormat.Rgb24)
    {
        byte[] pixels = new byte[width * height * format.BytesPerPixel()];
        new Random(seed).NextBytes(pixels);
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        PngWriter.Write(At(name), new Image(width, height, format, pixels).View);
        return At(name);
    }

    public string Bytes(string name, params ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    public string Text(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
        return At(name);
    }

    /// <summary>A PNG file whose head is right and whose pixels are cut off.</summary>
    public string Damaged(string name, int seed)
    {
        byte[] file = File.ReadAllBytes(Picture(name, seed));
        return Bytes(name, file.AsSpan(0, file.Length - 20));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
