using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Devices.Tests;

/// <summary>A folder for one test, with small pictures in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgecnn-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Writes a grey picture of one value and as many columns as given.</summary>
    public void Picture(string name, byte value, int width = 2)
    {
        byte[] pixels = new byte[width * 2];
        pixels.AsSpan().Fill(value);
        using var file = new MemoryStream();
        PngWriter.Write(file, new Image(width, 2, PixelFormat.Gray8, pixels).View);
        Bytes(name, file.ToArray());
    }

    public void Bytes(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void Text(string name, string content) => Bytes(name, System.Text.Encoding.UTF8.GetBytes(content));
}
