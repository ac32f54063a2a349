using EdgeCnn.Agent.Actions;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Configuration;

/// <summary>Reads one object of <c>actions</c>.</summary>
/// <param name="section">The object.</param>
/// <param name="index">Its place in the list.</param>
/// <param name="files">Where relative paths begin.</param>
/// <param name="labels">Gets the labels that it names.</param>
internal sealed class ActionSection(Section section, int index, ConfigPaths files, List<LabelUse> labels)
{
    private const int MostSeconds = 3600;
    private static readonly string[] Kinds = ["pin", "webhook", "mqtt", "log", "snapshot"];

    /// <summary>Reads it.</summary>
    /// <returns>Null if its kind is unknown or something that it needs is missing, which is among the findings then.</returns>
    public ActionConfig? Read()
    {
        string? kind = section.Text("type", "log", required: true, text => Kinds.Contains(text) ? null : $"expected {string.Join(", ", Kinds[..^1])} or {Kinds[^1]}");
        var on = new List<string>();
        foreach (LocatedValue label in section.Texts("on", "door"))
        {
            on.Add(label.Text);
            labels.Add(new LabelUse($"actions[{index}].on", label.Line, label.Text, MayBeUnknown: true));
        }

        string when = kind == "log" ? section.Choice("when", "both", "enter", "leave", "both") : section.Choice("when", kind == "pin" ? "" : "enter", "enter", "leave", "both");
        string name = $"actions[{index}] ({kind})";
        bool enter = when is "enter" or "both" or "", leave = when is "leave" or "both";
        ActionConfig? action = kind switch
        {
            "pin" => Pin(name, on, enter, leave, when),
            "webhook" => Webhook(name, on, enter, leave),
            "mqtt" => Mqtt(name, on, enter, leave),
            "log" => Log(name, on, enter, leave),
            "snapshot" => Snapshot(name, on, enter, leave),
            _ => null,
        };
        // What else an action of an unknown kind may have is unknown too.
        if (kind is not null)
            section.End();
        return action;
    }

    /// <summary>Reads how a line is wired.</summary>
    public static PinOptions Wiring(Section section, bool button) => new()
    {
        IsActiveLow = section.Flag("activeLow", false),
        Bias = section.Choice("bias", "as-is", "as-is", "none", "pull-up", "pull-down") switch
        {
            "none" => PinBias.None,
            "pull-up" => PinBias.PullUp,
            "pull-down" => PinBias.PullDown,
            _ => PinBias.AsIs,
        },
        Debounce = TimeSpan.FromMilliseconds(button ? section.Whole("debounceMs", 0, 1000, 20) : 0),
    };

    /// <summary>Reads the name of a line: that of the line itself, or its chip's label and its number there.</summary>
    public static string? Line(Section section) => section.Text("pin", "GPIO17", required: true, text =>
        text.Length <= 64 && !text.StartsWith("/dev/", StringComparison.Ordinal) && !text.StartsWith("gpiochip", StringComparison.Ordinal) ? null : "expected a line's name, or a chip's label and a number such as pinctrl-rp1:17; chips' numbers change");

    private PinActionConfig? Pin(string name, List<string> on, bool enter, bool leave, string when)
    {
        string? pin = Line(section);
        string mode = section.Choice("mode", "pulse", "pulse", "latch", "blink");
        double seconds = section.Number("seconds", 0.01, MostSeconds, 0.5) ?? 0.5;
        PinOptions wiring = Wiring(section, button: false);
        if (mode != "pulse" && when.Length > 0)
            section.Refuse("when", $"is not for mode {mode}, which is on while a label is present. Remove it.");
        bool follows = mode != "pulse";
        return pin is null ? null : new PinActionConfig(name, on, enter || follows, leave || follows, pin, wiring, Enum.Parse<PinMode>(mode, ignoreCase: true), TimeSpan.FromSeconds(seconds));
    }

    private WebhookActionConfig? Webhook(string name, List<string> on, bool enter, bool leave)
    {
        string? url = section.Text("url", "https://example.org/events", required: true, text =>
            Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https" && parsed.UserInfo.Length == 0 ? null : "expected an address with http or https and without a password");
        string? token = files.Existing(section, "tokenFile", "/etc/edgecnn/webhook.token");
        double seconds = section.Number("timeoutSeconds", 0.1, 300, 10) ?? 10;
        int attempts = section.Whole("attempts", 1, 100, 5);
        return url is null ? null : new WebhookActionConfig(name, on, enter, leave, new WebhookSettings(new Uri(url), token, TimeSpan.FromSeconds(seconds), attempts));
    }

    private MqttActionConfig? Mqtt(string name, List<string> on, bool enter, bool leave)
    {
        // A child takes a value that begins with a dash for an option.
        string? host = section.Text("host", "broker.local", required: true, text => text[0] != '-' && text.Length <= 255 && !text.Contains(' ') ? null : "expected a name or address");
        string? topic = section.Text("topic", "home/door", required: true, text => text[0] != '-' && !text.Contains('+') && !text.Contains('#') ? null : "expected a topic without + and #");
        int port = section.Whole("port", 1, 65535, 1883), qos = section.Whole("qos", 0, 2, 0);
        string? credentials = files.Existing(section, "credentialsFile", "/etc/edgecnn/mqtt.credentials"), authority = files.Existing(section, "caFile", "/etc/ssl/certs/ca-certificates.crt");
        return host is null || topic is null ? null : new MqttActionConfig(name, on, enter, leave, new MqttSettings(host, port, topic, qos, credentials, authority));
    }

    private LogActionConfig? Log(string name, List<string> on, bool enter, bool leave)
    {
        string? file = files.Place(section, "file", "/var/lib/edgecnn/events.jsonl");
        long bytes = section.Long("maxBytes", 1024, 1L << 32, 1 << 20);
        int count = section.Whole("files", 1, 100, 5);
        bool sync = section.Flag("sync", false);
        return file is null ? null : new LogActionConfig(name, on, enter, leave, file, bytes, count, sync);
    }

    private SnapshotActionConfig? Snapshot(string name, List<string> on, bool enter, bool leave)
    {
        string? folder = files.Place(section, "folder", "/var/lib/edgecnn/snapshots");
        int count = section.Whole("maxFiles", 1, 100_000, 200);
        long bytes = section.Long("maxBytes", 65536, 1L << 40, 100 << 20);
        double seconds = section.Number("everySeconds", 0, MostSeconds, 1) ?? 1;
        return folder is null ? null : new SnapshotActionConfig(name, on, enter, leave, new SnapshotSettings(folder, count, bytes, seconds));
    }
}
