using EdgeCnn.Agent.Actions;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Configuration;

/// <summary>One action of a configuration file.</summary>
/// <param name="Name">For people, for example <c>actions[1] (webhook)</c>.</param>
/// <param name="On">Labels; empty for all but "unknown".</param>
/// <param name="Enter">True to act when one comes.</param>
/// <param name="Leave">True to act when one goes.</param>
internal abstract record ActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave);

/// <summary>Switches a line.</summary>
internal sealed record PinActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave, string Pin, PinOptions Options, PinMode Mode, TimeSpan Time) : ActionConfig(Name, On, Enter, Leave);

/// <summary>Posts to a server.</summary>
internal sealed record WebhookActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave, WebhookSettings Settings) : ActionConfig(Name, On, Enter, Leave);

/// <summary>Publishes to a broker.</summary>
internal sealed record MqttActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave, MqttSettings Settings) : ActionConfig(Name, On, Enter, Leave);

/// <summary>Appends to a file.</summary>
internal sealed record LogActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave, string File, long MaxBytes, int Files, bool Sync) : ActionConfig(Name, On, Enter, Leave);

/// <summary>Keeps pictures.</summary>
internal sealed record SnapshotActionConfig(string Name, IReadOnlyList<string> On, bool Enter, bool Leave, SnapshotSettings Settings) : ActionConfig(Name, On, Enter, Leave);
