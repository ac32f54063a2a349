using System.Diagnostics;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class FileCameraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryCapture_Folder_GivesPicturesInOrderOfPathsWithTruth()
    {
        _folder.Picture("b/2.png", 1);
        _folder.Picture("b/10.png", 2);
        _folder.Picture("a/deep/x.PNG", 3);
        _folder.Picture("z.png", 4);
        _folder.Picture("B/1.png", 5);
        _folder.Text("a/notes.txt", "no picture");
        using FileCamera camera = new(_folder.Path);
        Assert.Equal($"files:{_folder.Path}", camera.Description);
        Frame frame = new();
        List<(string, string?, byte, long)> seen = [];
        long last = 0;
        while (camera.TryCapture(frame, CancellationToken.None))
        {
            seen.Add((frame.Source, frame.Truth, frame.Pixels[0], frame.Number));
            Assert.True(frame.CapturedAt >= last);
            last = frame.CapturedAt;
        }

        Assert.Equal([("B/1.png", "B", 5, 1), ("a/deep/x.PNG", "deep", 3, 2), ("b/10.png", "b", 2, 3), ("b/2.png", "b", 1, 4), ("z.png", null, 4, 5)], seen);
        Assert.False(camera.TryCapture(frame, CancellationToken.None));
    }

    [Fact]
    public void TryCapture_Loop_BeginsAgainWithoutAllocation()
    {
        for (int i = 0; i < 3; i++)
            _folder.Picture($"{i}.png", (byte)i, width: 3 + i);
        using FileCamera camera = new(_folder.Path, loop: true);
        Frame frame = new();
        for (int i = 0; i < 6; i++)
            Assert.True(camera.TryCapture(frame, CancellationToken.None));
        int sum = 0;
        long number = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            (sum, number) = (0, frame.Number);
            for (int i = 0; i < 30; i++)
            {
                if (camera.TryCapture(frame, CancellationToken.None))
                    sum += frame.Pixels[0] + frame.Width;
            }
        }));
        Assert.Equal(10 * (3 + 12), sum);
        Assert.Equal(("2.png", number + 30), (frame.Source, frame.Number));
    }

    [Fact]
    public void Create_NoPicturesOrNoFolder_IsNamed()
    {
        _folder.Text("notes.txt", "no picture");
        var empty = Assert.Throws<EdgeCnnException>(() => new FileCamera(_folder.Path));
        Assert.Contains("holds no pictures", empty.Message, StringComparison.Ordinal);
        string missing = Path.Combine(_folder.Path, "missing"), file = Path.Combine(_folder.Path, "notes.txt");
        Assert.Contains(missing, Assert.Throws<EdgeCnnException>(() => new FileCamera(missing)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<EdgeCnnException>(() => new FileCamera(file)).Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the path and the rights.", Assert.Throws<EdgeCnnException>(() => new FileCamera(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCapture_BrokenPicture_NamesIt()
    {
        _folder.Picture("1.png", 7);
        _folder.Text("2.png", "not a picture");
        using FileCamera camera = new(_folder.Path);
        Frame frame = new();
        Assert.True(camera.TryCapture(frame, CancellationToken.None));
        Assert.Contains("2.png", Assert.ThrowsAny<EdgeCnnException>(() => camera.TryCapture(frame, CancellationToken.None)).Message, StringComparison.Ordinal);
        // The frame still holds the last good picture.
        Assert.Equal((1L, "1.png", (byte)7), (frame.Number, frame.Source, frame.Pixels[0]));
    }

    [Fact]
    public void TryCapture_PictureVanished_NamesIt()
    {
        _folder.Picture("1.png", 7);
        using FileCamera camera = new(_folder.Path);
        File.Delete(Path.Combine(_folder.Path, "1.png"));
        Assert.Contains("1.png", Assert.Throws<EdgeCnnException>(() => camera.TryCapture(new Frame(), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCapture_CancelledWhileWaiting_IsFalseAtOnce()
    {
        _folder.Picture("1.png", 7);
        using FileCamera camera = new(_folder.Path, loop: true, framesPerSecond: 0.01);
        using CancellationTokenSource cancel = new();
        Frame frame = new();
        Assert.True(camera.TryCapture(frame, cancel.Token));
        cancel.CancelAfter(100);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.False(camera.TryCapture(frame, cancel.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        Assert.Equal(1, frame.Number);
    }

    [Fact]
    public void TryCapture_CancelledBefore_IsFalse()
    {
        _folder.Picture("1.png", 7);
        using FileCamera camera = new(_folder.Path);
        Assert.False(camera.TryCapture(new Frame(), new CancellationToken(canceled: true)));
    }
}
