using System.Diagnostics;
using System.Globalization;

namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>The conductor's end of a contender: a process of its own, so that memory and start belong to it alone.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process process;
    private readonly string what;
    private readonly Task<string> errors;

    /// <param name="engine"><c>ours</c>, or the path of ONNX Runtime's library.</param>
    /// <param name="model">The file that the engine reads.</param>
    /// <param name="inputs">The folder with its inputs.</param>
    /// <param name="threads">Threads to ask for.</param>
    /// <param name="kernels">Our kernel set, or null for the best.</param>
    public Contender(string engine, string model, string inputs, int threads, string? kernels)
    {
        what = $"{Path.GetFileName(engine)} on {model}";
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Started by `dotnet race.dll` it is the host that must be told which program to run.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "race.dll"));
        foreach (string arg in (string[])["--contender", engine, model, inputs, $"{threads}", .. kernels is null ? Array.Empty<string>() : [kernels]])
            start.ArgumentList.Add(arg);
        start.Environment["ORT_DISABLE_TELEMETRY"] = "1";
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
        try
        {
            Answer();
            HostBytes = Status("VmRSS");
            string[] loaded = Ask("load").Split(' ', 3);
            LoadMs = Number(loaded[0]) / 1e6;
            FirstMs = Number(loaded[1]) / 1e6;
            Name = loaded[2];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Version or kernel set, as the engine says.</summary>
    public string Name { get; }

    /// <summary>From the file to a model that is ready.</summary>
    public double LoadMs { get; }

    /// <summary>The first run.</summary>
    public double FirstMs { get; }

    /// <summary>Resident memory before the engine was loaded.</summary>
    public long HostBytes { get; }

    /// <summary>The most resident memory so far.</summary>
    public long PeakBytes => Status("VmHWM");

    /// <summary>Runs of one round.</summary>
    public int RoundRuns { get; private set; } = 1;

    /// <summary>Runs until the speed is that of a long-lived process, then chooses how many runs make a round.</summary>
    public void WarmUp(TimeSpan round)
    {
        string[] probe = Ask("warm").Split(' ');
        RoundRuns = Math.Max(1, (int)Math.Ceiling(round.TotalNanoseconds * Number(probe[0]) / Number(probe[1])));
    }

    /// <summary>Microseconds of a run, over one round.</summary>
    public RoundTime Round()
    {
        double before = ProcessorNanoseconds();
        double wall = Number(Ask($"run {RoundRuns}"));
        return new RoundTime(wall / RoundRuns / 1000, (ProcessorNanoseconds() - before) / RoundRuns / 1000);
    }

    /// <summary>Microseconds of each run when several contenders run at once: the slowest one's.</summary>
    public static double RoundAtOnce(IReadOnlyList<Contender> contenders)
    {
        int runs = contenders[0].RoundRuns;
        foreach (Contender contender in contenders)
            contender.Tell($"run {runs}");
        return contenders.Max(contender => Number(contender.Answer())) / runs / 1000;
    }

    /// <summary>The outputs of the last run, one behind the other.</summary>
    public byte[] Outputs(string file) => File.ReadAllBytes(Ask($"output {file}"));

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
                process.Kill();
        }

        process.Dispose();
    }

    private string Ask(string command)
    {
        Tell(command);
        return Answer();
    }

    private void Tell(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
    }

    private string Answer() => process.StandardOutput.ReadLine() ?? throw new RaceException($"{what} ended: {errors.Result.Trim()}");

    // Lines such as "VmHWM:     35764 kB".
    private long Status(string name) =>
        1024 * (long)Number(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]);

    // Of all threads; a line is time on a processor, time waiting for one, and how often.
    private double ProcessorNanoseconds() => Directory.GetDirectories($"/proc/{process.Id}/task").Sum(task => Number(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0]));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
