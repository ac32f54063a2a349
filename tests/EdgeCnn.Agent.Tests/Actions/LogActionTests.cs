using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class LogActionTests
{
    private const string Line = """{"time":"2026-11-26T12:00:00Z","event":"entered","label":"cat","probability":0.5,"frame":7,"device":"porch"}""";

    [Fact]
    public void Run_Events_AreJsonLinesBehindWhatIsThere()
    {
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Root, "deep", "events.jsonl");
        for (int i = 0; i < 2; i++)
        {
            using LogAction action = Make(path);
            action.Run(Events.Of(0), CancellationToken.None);
            action.Run(Events.Of(StateChange.Unknown, entered: false), CancellationToken.None);
        }

        string other = Line.Replace("entered", "left", StringComparison.Ordinal).Replace("cat", "unknown", StringComparison.Ordinal);
        Assert.Equal([Line, other, Line, other], File.ReadAllLines(path));
    }

    [Fact]
    public void Run_SizeIsReached_RotatesAndKeepsSoManyFiles()
    {
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Root, "e");
        using LogAction action = Make(path, maxBytes: (2 * (Line.Length + 1)) + 5, files: 3);
        for (int i = 0; i < 9; i++)
            action.Run(Events.Of(0, frame: i), CancellationToken.None);
        Assert.Equal(["e", "e.1", "e.2"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
        Assert.Equal([4, 5, 6, 7, 8], ((string[])[$"{path}.2", $"{path}.1", path]).SelectMany(File.ReadAllLines).Select(line => int.Parse(line.Split("\"frame\":")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Run_HalfALineIsThere_BeginsANewOne()
    {
        using var folder = new TestFolder();
        string path = folder.Put("e", "{\"time\":\"20"u8);
        using (LogAction action = Make(path))
            action.Run(Events.Of(0), CancellationToken.None);
        Assert.Equal(["{\"time\":\"20", Line], File.ReadAllLines(path));
    }

    [Fact]
    public void Run_DiskIsFull_FailsAndWritesAgainWhenThereIsRoom()
    {
        // Every write to this device fails as on a full disk.
        if (!File.Exists("/dev/full"))
            return;
        using var folder = new TestFolder();
        string path = Path.Combine(folder.Root, "e");
        File.CreateSymbolicLink(path, "/dev/full");
        using LogAction action = Make(path);
        for (int i = 0; i < 3; i++)
            Assert.ThrowsAny<IOException>(() => action.Run(Events.Of(0), CancellationToken.None));
        File.Delete(path);
        action.Run(Events.Of(0), CancellationToken.None);
        Assert.Equal([Line], File.ReadAllLines(path));
    }

    [Fact]
    public void Run_FolderCannotBeMade_Fails()
    {
        using var folder = new TestFolder();
        using LogAction action = Make(Path.Combine(folder.Put("file", "x"u8), "e"));
        Assert.ThrowsAny<IOException>(() => action.Run(Events.Of(0), CancellationToken.None));
    }

    private static LogAction Make(string path, long maxBytes = 1 << 20, int files = 5) => new("log", Events.All, Events.Text, path, maxBytes, files, sync: true);
}
