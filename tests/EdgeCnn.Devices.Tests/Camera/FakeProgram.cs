using EdgeCnn.Devices.Camera;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>A shell script that stands for rpicam-vid or ffmpeg.</summary>
internal sealed class FakeProgram : IDisposable
{
    private const string Prelude = """
        folder=$(dirname "$0")
        printf '%s\n' "$@" > "$folder/arguments"
        echo start >> "$folder/starts"
        start=$(wc -l < "$folder/starts")
        # Pictures of 64x2 in 4:2:0 have 192 bytes.
        pictures() { head -c $((192 * $2)) /dev/zero | tr '\0' "$1"; }
        rest() { exec sleep 100; }

        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the script.</summary>
    public FakeProgram(string script) => _folder.Text("program.sh", Prelude.ReplaceLineEndings("\n") + script.ReplaceLineEndings("\n"));

    public string[] Arguments => File.ReadAllLines(Path.Combine(_folder.Path, "arguments"));

    public string Process => File.ReadAllText(Path.Combine(_folder.Path, "process")).Trim();

    public int Starts => File.ReadAllLines(Path.Combine(_folder.Path, "starts")).Length;

    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Puts the script in the place of the program, run by a shell: a file just written may be busy when executed.</summary>
    public ChildProgram Replace(ChildProgram program) => program with
    {
        Path = "/bin/sh",
        Arguments = [Path.Combine(_folder.Path, "program.sh"), .. program.Arguments],
        StallTimeout = StallTimeout,
        FirstRetry = TimeSpan.FromMilliseconds(1),
        LongestRetry = TimeSpan.FromMilliseconds(10),
    };

    public RpicamCamera Rpicam() => new("rpicam-vid", 64, 2, 12.5, 1, Replace);

    public FfmpegCamera Ffmpeg(string source, bool loop = false) => new("ffmpeg", source, 64, 2, 5, loop, Replace);

    public void Dispose() => _folder.Dispose();
}
