using System.Net;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Configuration;

/// <summary>From a file to a configuration that can be used, or to everything that is wrong with it.</summary>
internal static class ConfigReader
{
    /// <summary>A file is not longer.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Reads and checks a file, with the labels of a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">Those of the model that runs; null for those of the model that the file names.</param>
    /// <exception cref="EdgeCnnException">It cannot be read, or something is wrong with it; the message has all findings, a line each.</exception>
    public static AgentConfig Load(string path, IReadOnlyCollection<string>? labels = null)
    {
        var findings = new Findings(path);
        AgentConfig config = Parse(Bytes(path), Path.GetDirectoryName(Path.GetFullPath(path))!, findings);
        if (labels is not null)
            CheckLabels(config, labels, findings);
        else if (config.Model.Length > 0)
            CheckModel(config, findings);
        findings.ThrowIfAny();
        return config;
    }

    /// <summary>Reads a configuration; what is wrong is among the findings, and the result must not be used then.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="findings">Gets what is wrong.</param>
    public static AgentConfig Parse(ReadOnlySpan<byte> json, string folder, Findings findings)
    {
        if (json.Length > MostBytes)
            findings.Add(1, "", $"is longer than {MostBytes} bytes.");
        LocatedValue? value = json.Length > MostBytes ? null : LocatedReader.Read(json, findings);
        if (value is null)
            return new AgentConfig { Source = new LocatedValue(ValueKind.Object, 1), Device = "", Model = "", Camera = "" };
        var files = new ConfigPaths(folder);
        var labels = new List<LabelUse>();
        var root = new Section(value, "", findings);
        string? model = root.Text("model", "/opt/edgecnn/current/model.ecnn", wrong: text => File.Exists(files.Whole(text)) ? null : "expected an .ecnn or .ecnnb file that this user can read; there is none");
        Section? watchdog = root.Object("watchdog"), limits = root.Object("limits");
        var config = new AgentConfig
        {
            Source = value,
            Device = root.Text("device", "porch") ?? Environment.MachineName,
            Model = model is null ? "" : files.Whole(model),
            Camera = root.Text("camera", "v4l2:/dev/video0", wrong: CameraChoice.Wrong) ?? "",
            FramesPerSecond = root.Number("framesPerSecond", 0.001, 1000, 10) ?? 0,
            Loop = root.Flag("loop", false),
            Kernels = root.Text("kernels", "neon"),
            Threads = root.Whole("threads", 0, Verbs.OptionText.MostThreads, 0),
            Page = Page(root.Object("page"), files),
            StatusLed = root.Text("statusLed", "ACT"),
            Trigger = Trigger(root.Object("trigger")),
            Decisions = DecisionSection.Read(root.Object("decisions"), labels),
            Actions = [.. root.Objects("actions").Select((section, i) => new ActionSection(section, i, files, labels).Read()).OfType<ActionConfig>()],
            Log = Log(root.Object("log")),
            WatchdogSeconds = watchdog?.Number("seconds", 1, 3600, 10) ?? 10,
            QueueLimit = limits?.Whole("queue", 2, 10_000, 64) ?? 64,
            MostCelsius = limits?.Number("celsius", 30, 120, 80) ?? 80,
            StopSeconds = limits?.Number("stopSeconds", 0.1, 60, 5) ?? 5,
            LabelUses = labels,
        };
        watchdog?.End();
        limits?.End();
        root.End();
        return config;
    }

    /// <summary>Compares the labels that a configuration names with those of its model.</summary>
    public static void CheckLabels(AgentConfig config, IReadOnlyCollection<string> labels, Findings findings)
    {
        foreach (LabelUse use in config.LabelUses.Where(use => !labels.Contains(use.Label) && !(use.MayBeUnknown && use.Label == StateChange.UnknownName)))
            findings.Add(use.Line, use.Path, $"the model has no label {new LocatedValue(ValueKind.Text, 0) { Text = use.Label }.Short()}. It has: {string.Join(", ", labels.Take(20))}{(labels.Count > 20 ? ", …" : "")}.");
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            // A device or pipe has no end.
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes + 1];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    private static void CheckModel(AgentConfig config, Findings findings)
    {
        try
        {
            AgentModel model = AgentModel.Read(config.Model);
            model.RequireContract();
            CheckLabels(config, model.Graph.Contract!.Labels, findings);
        }
        catch (EdgeCnnException error)
        {
            findings.Add(config.Source["model"]!.Line, "model", error.Message);
        }
    }

    private static PageConfig Page(Section? section, ConfigPaths files)
    {
        if (section is null)
            return new PageConfig();
        var page = new PageConfig(
            section.Flag("enabled", true),
            section.Text("listen", "127.0.0.1", wrong: text => IPAddress.TryParse(text, out _) ? null : "expected an address of this board") ?? "127.0.0.1",
            section.Whole("port", 1, 65535, 8080),
            files.Existing(section, "tokenFile", "/etc/edgecnn/page.token"),
            section.Text("saveFolder", "/var/lib/edgecnn/pictures"));
        if (!IPAddress.IsLoopback(IPAddress.Parse(page.Listen)) && page.TokenFile is null)
            section.Refuse("listen", $"others could see the page at {page.Listen}; expected a tokenFile too.");
        section.End();
        return page;
    }

    private static TriggerConfig? Trigger(Section? section)
    {
        if (section is null)
            return null;
        string? pin = ActionSection.Line(section);
        PinOptions wiring = ActionSection.Wiring(section, button: true);
        section.End();
        return pin is null ? null : new TriggerConfig(pin, wiring);
    }

    private static LogConfig Log(Section? section)
    {
        if (section is null)
            return new LogConfig();
        var log = new LogConfig(section.Choice("decisions", "changes", "all", "changes", "none"), section.Whole("top", 1, 1000, 3));
        section.End();
        return log;
    }
}
