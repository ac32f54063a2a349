using EdgeCnn.Agent.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Deployment;

/// <summary>A service that is as a test says, and a clock that only waiting moves.</summary>
internal sealed class FakeUnit : TimeProvider, IServiceUnit
{
    public static readonly ServiceState Well = new("active", "running", 0, 100);
    public static readonly ServiceState Failed = new("failed", "failed", 3, 0);

    private long now;

    /// <summary>The state for a look, counted from the last restart; the slot that is active decides, if a test wants it to.</summary>
    public Func<int, ServiceState?> States { get; set; } = _ => Well;

    public Func<int?> Page { get; set; } = () => null;

    public Action Restarting { get; set; } = () => { };

    /// <summary>Restarts and stops.</summary>
    public List<string> Log { get; } = [];

    public int Looks { get; private set; }

    public string Name => "test.service";

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => now;

    public HealthWatch Watch(bool mustAnswer = false) => new(this, () => Page(), mustAnswer, this, time => now += (long)time.TotalMilliseconds);

    public ServiceState? State() => States(Looks++);

    public void Restart()
    {
        Log.Add("restart");
        Looks = 0;
        Restarting();
    }

    public void Stop() => Log.Add("stop");

    public string Words { get; set; } = "";

    public string LastWords() => Words;

    /// <summary>What a unit that does not come up says.</summary>
    public static EdgeCnnException DoesNotStart => new("systemctl restart test.service left with 1.", ExitCode.Device);
}
