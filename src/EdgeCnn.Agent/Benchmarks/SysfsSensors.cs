using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>The board's sensors as Linux shows them as files; of the clocks that of the fastest core.</summary>
/// <param name="root">The file system's root; another one in tests.</param>
internal sealed class SysfsSensors(string root = "/") : IBoardSensors
{
    private const string Cores = "sys/devices/system/cpu";
    private readonly BoardHealth health = new(root);
    private readonly SystemText text = new(root);

    // Cores of one kind share a clock; of unlike ones a sleeping core's says nothing.
    private readonly string[] clocks = [.. new SystemText(root).Names(Cores, "cpu*")
        .Where(name => name.Length > 3 && !name.AsSpan(3).ContainsAnyExceptInRange('0', '9')).Select(name => $"{Cores}/{name}/cpufreq/scaling_cur_freq")];

    /// <inheritdoc/>
    public BoardReading Read()
    {
        double? celsius = health.TryReadTemperature(out double degrees) ? degrees : null;
        double? clock = null;
        foreach (string path in clocks)
        {
            if (text.Number(path) is { } kiloHertz and > 0)
                clock = Math.Max(clock ?? 0, kiloHertz / 1000.0);
        }

        return new BoardReading(celsius, clock, health.TryReadThrottling(out ThrottleFlags flags) ? new Throttling((uint)flags) : null);
    }
}
