using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Tests.Actions;

/// <summary>Counts what is written, keeps the last levels and fails when it is told to.</summary>
internal sealed class RecordingPin : IOutputPin
{
    private readonly bool[] levels = new bool[64];

    public int Writes { get; private set; }

    public bool Fails { get; set; }

    public bool Disposed { get; private set; }

    public string Description => "GPIO0 (recorded)";

    /// <summary>The levels so far, for example <c>101</c>.</summary>
    public string Levels => string.Concat(levels.Take(Math.Min(Writes, levels.Length)).Select(level => level ? '1' : '0'));

    public void Write(bool active)
    {
        if (Fails)
            throw new IOException("the line is gone");
        if (Writes < levels.Length)
            levels[Writes] = active;
        Writes++;
    }

    public void Dispose() => Disposed = true;
}
