using EdgeCnn.Agent.Decisions;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Configuration;

/// <summary>What a configuration file says; README.md explains each member.</summary>
internal sealed record AgentConfig
{
    /// <summary>The file's values, to see what changed.</summary>
    public required LocatedValue Source { get; init; }

    /// <summary>How the board calls itself in events.</summary>
    public required string Device { get; init; }

    /// <summary>The model; empty if the command line must name it.</summary>
    public required string Model { get; init; }

    /// <summary>The camera's address; empty if the command line must name it.</summary>
    public required string Camera { get; init; }

    /// <summary>Pictures a second at most; 0 for as fast as the camera gives them.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Begin again after the last picture of a folder.</summary>
    public bool Loop { get; init; }

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; init; }

    /// <summary>Threads of a run; 0 for one a fast core.</summary>
    public int Threads { get; init; }

    /// <summary>The live page.</summary>
    public PageConfig Page { get; init; } = new();

    /// <summary>The lamp below /sys/class/leds that says whether the agent works; null for none.</summary>
    public string? StatusLed { get; init; }

    /// <summary>The button that takes pictures; null to take all.</summary>
    public TriggerConfig? Trigger { get; init; }

    /// <summary>From probabilities to states.</summary>
    public DecisionSettings Decisions { get; init; } = new();

    /// <summary>What is done when a class comes or goes.</summary>
    public IReadOnlyList<ActionConfig> Actions { get; init; } = [];

    /// <summary>What is written to standard output.</summary>
    public LogConfig Log { get; init; } = new();

    /// <summary>Seconds without a decision after which the agent counts as stuck.</summary>
    public double WatchdogSeconds { get; init; } = 10;

    /// <summary>The most events that wait for each action.</summary>
    public int QueueLimit { get; init; } = 64;

    /// <summary>The processor's temperature in degrees Celsius above which it is told.</summary>
    public double MostCelsius { get; init; } = 80;

    /// <summary>How long the end may take.</summary>
    public double StopSeconds { get; init; } = 5;

    /// <summary>Where the file names labels, to be compared with those of the model.</summary>
    public IReadOnlyList<LabelUse> LabelUses { get; init; } = [];
}

/// <summary>A place where a file names a label.</summary>
internal sealed record LabelUse(string Path, int Line, string Label, bool MayBeUnknown);

/// <summary>The live page.</summary>
internal sealed record PageConfig(bool Enabled = true, string Listen = "127.0.0.1", int Port = 8080, string? TokenFile = null, string? SaveFolder = null);

/// <summary>The button that takes pictures.</summary>
internal sealed record TriggerConfig(string Pin, PinOptions Options);

/// <summary>What is written to standard output.</summary>
/// <param name="Decisions"><c>all</c>, <c>changes</c> or <c>none</c>.</param>
/// <param name="Top">Classes in each line.</param>
internal sealed record LogConfig(string Decisions = "changes", int Top = 3);
