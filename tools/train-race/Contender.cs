using System.Diagnostics;
using System.Globalization;

namespace EdgeCnn.TrainRace;

/// <summary>A process that trains when it is told to.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process process;

    private Contender(string name, Process process)
    {
        Name = name;
        this.process = process;
        Parameters = long.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{name} did not start."), CultureInfo.InvariantCulture);
    }

    public string Name { get; }

    public long Parameters { get; }

    /// <summary>Pictures a second, a number for each round.</summary>
    public List<double> Rates { get; } = [];

    /// <summary>Most memory that the process ever had.</summary>
    public long PeakBytes => File.ReadLines($"/proc/{process.Id}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Select(line => long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) << 10).FirstOrDefault();

    public static Contender Ours(string model, int threads) => new("EdgeCnn", Start(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "train-race.dll"), "--worker", model, $"{threads}"]));

    public static Contender PyTorch(string model, int threads, bool channelsLast) =>
        new($"PyTorch {(channelsLast ? "channels_last" : "contiguous")}", Start("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "pytorch.py"), model, $"{threads}", channelsLast ? "1" : "0"]));

    public void Begin(int steps) => process.StandardInput.WriteLine(steps);

    public double End() => double.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name} ended."), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // A library that was told which processor to be would not show what it can.
        start.Environment.Remove("OPENBLAS_CORETYPE");
        Process process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
        return process;
    }
}
