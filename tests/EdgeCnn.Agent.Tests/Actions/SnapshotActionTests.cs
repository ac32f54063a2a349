using System.Diagnostics;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class SnapshotActionTests
{
    private long now;

    [Theory]
    [InlineData(PixelFormat.Gray8)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Rgba32)]
    public void Run_Picture_IsAJpegFileNamedByTimeAndLabel(PixelFormat format)
    {
        using var folder = new TestFolder();
        using SnapshotAction action = Make(folder);
        Take(action, TestFolder.Plain(16, 8, format, 200));
        string file = Assert.Single(Directory.GetFiles(folder.Root));
        Assert.Equal("edgecnn-20261126T120000.000Z-00000007-cat.jpg", Path.GetFileName(file));
        Assert.Equal([0xFF, 0xD8], File.ReadAllBytes(file)[..2]);
    }

    [Fact]
    public void Run_Bgr_KeepsItsColours()
    {
        using var folder = new TestFolder();
        var blue = TestFolder.Plain(16, 16, PixelFormat.Bgr24, 0);
        var same = TestFolder.Plain(16, 16, PixelFormat.Rgb24, 0);
        for (int i = 0; i < 16 * 16; i++)
            (blue.Pixels[3 * i], same.Pixels[(3 * i) + 2]) = (255, 255);
        using SnapshotAction action = Make(folder);
        Take(action, blue, frame: 1);
        Take(action, same, frame: 2);
        string[] files = [.. Directory.GetFiles(folder.Root).Order()];
        Assert.Equal(File.ReadAllBytes(files[1]), File.ReadAllBytes(files[0]));
    }

    [Fact]
    public void Run_QuotaIsReached_RemovesTheOldestOfItsOwn()
    {
        using var folder = new TestFolder();
        folder.Put("holiday.jpg", "mine"u8);
        folder.Put("edgecnn-20200101T000000.000Z-00000001-cat.jpg", "old"u8);
        using SnapshotAction action = Make(folder, maxFiles: 3);
        for (int i = 1; i <= 5; i++)
            Take(action, TestFolder.Plain(8, 8, PixelFormat.Gray8, 9), frame: i);
        Assert.Equal(["00000003", "00000004", "00000005"], Names(folder));
        Assert.True(File.Exists(Path.Combine(folder.Root, "holiday.jpg")));
        long bytes = new FileInfo(Directory.GetFiles(folder.Root, "edgecnn-*")[0]).Length;
        using SnapshotAction small = Make(folder, maxBytes: (2 * bytes) + 1);
        Take(small, TestFolder.Plain(8, 8, PixelFormat.Gray8, 9), frame: 6);
        Assert.Equal(["00000005", "00000006"], Names(folder));
        using SnapshotAction none = Make(folder, maxBytes: bytes - 1);
        Assert.True(none.TryOffer(TestFolder.Plain(8, 8, PixelFormat.Gray8, 9)));
        Assert.Throws<IOException>(() => none.Run(Events.Of(0), CancellationToken.None));
    }

    [Fact]
    public void TryOffer_TooSoonOrBusy_TakesNoCopy()
    {
        using var folder = new TestFolder();
        using SnapshotAction action = Make(folder, everySeconds: 2);
        Frame frame = TestFolder.Plain(8, 8, PixelFormat.Gray8, 9);
        Assert.True(action.TryOffer(frame));
        now += 10 * Stopwatch.Frequency;
        Assert.False(action.TryOffer(frame)); // the first one is not written yet
        action.Run(Events.Of(0), CancellationToken.None);
        Assert.True(action.TryOffer(frame));
        action.Run(Events.Of(0), CancellationToken.None);
        now += Stopwatch.Frequency;
        Assert.False(action.TryOffer(frame));
        now += Stopwatch.Frequency;
        Assert.True(action.TryOffer(frame));
    }

    private static IEnumerable<string> Names(TestFolder folder) => Directory.GetFiles(folder.Root, "edgecnn-*").Order().Select(path => Path.GetFileName(path).Split('-')[2]);

    private static void Take(SnapshotAction action, Frame picture, int frame = 7)
    {
        Assert.True(action.TryOffer(picture));
        action.Run(Events.Of(0, frame: frame), CancellationToken.None);
    }

    private SnapshotAction Make(TestFolder folder, int maxFiles = 100, long maxBytes = 1 << 20, double everySeconds = 0) =>
        new("snapshot", Events.All, Events.Labels, new SnapshotSettings(folder.Root, maxFiles, maxBytes, everySeconds), () => now);
}
