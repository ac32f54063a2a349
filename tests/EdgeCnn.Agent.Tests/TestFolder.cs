using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("edgecnn-agent-").FullName;

    public string Root => root;

    public string Put(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>A frame of one colour; every channel has the same value.</summary>
    public static Frame Plain(int width, int height, PixelFormat format, byte value, long number = 1)
    {
        var frame = new Frame { Number = number };
        frame.Resize(width, height, format);
        frame.Pixels.Fill(value);
        return frame;
    }
}
