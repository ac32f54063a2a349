using System.Text;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Configuration;

public sealed class ConfigReaderTests
{
    [Fact]
    public void Load_Everything_IsTaken()
    {
        using var folder = new TestFolder();
        folder.Put("token", "x"u8);
        AgentConfig config = ConfigReader.Load(folder.Put("agent.json", SampleConfig.Whole));
        Assert.Equal(("porch", SampleModel.Model, "synthetic", 12.5, true, "portable", 2), (config.Device, config.Model, config.Camera, config.FramesPerSecond, config.Loop, config.Kernels, config.Threads));
        Assert.Equal(new PageConfig(true, "0.0.0.0", 8081, Path.Combine(folder.Root, "token")), config.Page);
        Assert.Equal(new TriggerConfig("GPIO27", new PinOptions { IsActiveLow = true, Bias = PinBias.PullUp, Debounce = TimeSpan.FromMilliseconds(30) }), config.Trigger);
        Assert.Equal((1.5f, 0.4, 0.7f, 0.5f, 0.2f, 3, 0.3), (config.Decisions.Temperature, config.Decisions.SmoothingSeconds, config.Decisions.Enter, config.Decisions.Leave!.Value, config.Decisions.Margin, config.Decisions.Frames, config.Decisions.HoldSeconds));
        Assert.Equal((0.9f, 0.8f), (config.Decisions.Classes["3"].Enter!.Value, config.Decisions.Classes["3"].Leave!.Value));
        Assert.Equal(["actions[0] (pin)", "actions[1] (webhook)", "actions[2] (mqtt)", "actions[3] (log)", "actions[4] (snapshot)"], config.Actions.Select(action => action.Name));
        var pin = Assert.IsType<PinActionConfig>(config.Actions[0]);
        Assert.Equal(("pinctrl-rp1:17", PinMode.Latch, true, true, true), (pin.Pin, pin.Mode, pin.Enter, pin.Leave, pin.Options.IsActiveLow));
        Assert.Equal(["3", "unknown"], pin.On);
        var hook = Assert.IsType<WebhookActionConfig>(config.Actions[1]);
        Assert.Equal((true, false, new WebhookSettings(new Uri("https://example.org/x"), Path.Combine(folder.Root, "token"), TimeSpan.FromSeconds(3), 2)), (hook.Enter, hook.Leave, hook.Settings));
        Assert.Equal(new MqttSettings("broker.local", 8883, "home/door", 1, Path.Combine(folder.Root, "token"), null), Assert.IsType<MqttActionConfig>(config.Actions[2]).Settings);
        var log = Assert.IsType<LogActionConfig>(config.Actions[3]);
        Assert.Equal((Path.Combine(folder.Root, "e.jsonl"), 4096, 2, true, true, true), (log.File, log.MaxBytes, log.Files, log.Sync, log.Enter, log.Leave));
        Assert.Equal(new SnapshotSettings(Path.Combine(folder.Root, "snapshots"), 10, 1_000_000, 2), Assert.IsType<SnapshotActionConfig>(config.Actions[4]).Settings);
        Assert.Equal((new LogConfig("all", 5), 20, 32, 3.5), (config.Log, config.WatchdogSeconds, config.QueueLimit, config.StopSeconds));
    }

    [Fact]
    public void Load_NothingGiven_HasDefaults()
    {
        using var folder = new TestFolder();
        AgentConfig config = ConfigReader.Load(folder.Put("agent.json", "{}"u8));
        Assert.Equal(("", "", new PageConfig(), new LogConfig(), 10, 64), (config.Model, config.Camera, config.Page, config.Log, config.WatchdogSeconds, config.QueueLimit));
        Assert.Empty(config.Actions);
    }

    [Fact]
    public void Load_SeveralFaults_AreAllToldWithTheirLines()
    {
        using var folder = new TestFolder();
        string path = folder.Put("agent.json", """
            {
              "model": "missing.ecnn",
              "camra": "synthetic",
              "threads": 65,
              "page": { "port": "8080", "listen": "0.0.0.0" },
              "decisions": {
                "enter": 0.4, "leave": 0.5
              },
              "actions": [
                { "type": "mqtt", "host": "h",
                  "topic": 5 },
                { "type": "logg", "file": "x" },
                { "type": "pin", "pin": "/dev/gpiochip0" },
                { "type": "webhook", "url": "ftp://x" },
                7
              ],
              "threads": 2
            }
            """u8);
        var error = Assert.Throws<EdgeCnnException>(() => ConfigReader.Load(path));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        string[] lines = error.Message.Replace(path, "F", StringComparison.Ordinal).Split('\n');
        Assert.Equal(
            [
                "12 to fix in F:",
                "F:2: model: expected an .ecnn or .ecnnb file that this user can read; there is none, got \"missing.ecnn\". Example: \"/opt/edgecnn/current/model.ecnn\".",
                "F:3: camra: is unknown here. Is 'camera' meant?",
                "F:4: threads: expected a whole number from 0 to 64, got 65. Example: 0.",
                "F:5: page.port: expected a whole number from 1 to 65535, got \"8080\". Example: 8080.",
                "F:5: page.listen: others could see the page at 0.0.0.0; expected a tokenFile too.",
                "F:7: decisions.leave: expected at most the 0.4 of 'enter', got 0.5.",
                "F:11: actions[0].topic: expected a non-empty string, got 5. Example: \"home/door\".",
                "F:12: actions[1].type: expected pin, webhook, mqtt, log or snapshot, got \"logg\". Example: \"log\".",
                "F:13: actions[2].pin: expected a line's name, or a chip's label and a number such as pinctrl-rp1:17; chips' numbers change, got \"/dev/gpiochip0\". Example: \"GPIO17\".",
                "F:14: actions[3].url: expected an address with http or https and without a password, got \"ftp://x\". Example: \"https://example.org/events\".",
                "F:15: actions[4]: expected an object in braces, got 7.",
                "F:17: threads: is given twice, first in line 4. Remove one.",
            ],
            lines);
    }

    [Theory]
    [InlineData("", 1, "is not JSON")]
    [InlineData("{\n  \"model\": \"x\",\n  oops\n}", 3, "is not JSON")]
    [InlineData("{}\n{}", 2, "is not JSON")]
    [InlineData("[]", 1, "expected an object in braces, got a list of 0")]
    [InlineData("{\"actions\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", 1, "is not JSON")]
    [InlineData("{\n\"camera\":\"\\ud800\"}", 2, "is not JSON")]
    [InlineData("{\n\"camera\":\"v4l9\"}", 2, "kind 'v4l9' is unknown")]
    [InlineData("{\n\n\"decisions\":{\"temperature\":1e999}}", 3, "decisions.temperature: expected a number from 0.01 to 100, got 1e999")]
    [InlineData("{\"actions\":[{\"type\":\"pin\",\"pin\":\"GPIO4\",\"mode\":\"latch\",\n\"when\":\"enter\"}]}", 2, "actions[0].when: is not for mode latch")]
    [InlineData("{\"actions\":[{\"type\":\"mqtt\",\"host\":\"-x\",\"topic\":\"t\"}]}", 1, "actions[0].host: expected a name or address")]
    [InlineData("{\"actions\":[{\"type\":\"log\"}]}", 1, "actions[0].file: is missing. Example: \"file\": ")]
    [InlineData("{\"camera\":\"a\\u001b[31m\"}", 1, "got \"a\\u001b[31m\"")]
    public void Load_Fault_NamesLineAndMember(string json, int line, string part)
    {
        using var folder = new TestFolder();
        string path = folder.Put("agent.json", Encoding.UTF8.GetBytes(json)), message = Assert.Throws<EdgeCnnException>(() => ConfigReader.Load(path)).Message;
        Assert.Contains($"{path}:{line}: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CommentsMarkAndTrailingCommas_AreAllowed()
    {
        using var folder = new TestFolder();
        Assert.Equal(3, ConfigReader.Load(folder.Put("agent.json", "\uFEFF{ // why\n /* and\n so on */ \"threads\": 3, }"u8)).Threads);
    }

    [Fact]
    public void Load_LabelThatTheModelHasNot_IsToldWithItsLine()
    {
        using var folder = new TestFolder();
        string path = folder.Put("agent.json", Encoding.UTF8.GetBytes($$"""
            { "model": "{{SampleModel.Model}}",
              "decisions": { "classes": {
                "unknown": { "enter": 0.5 } } },
              "actions": [ { "type": "log", "file": "x", "on": [ "3", "unknown",
                "cat" ] } ] }
            """));
        string message = Assert.Throws<EdgeCnnException>(() => ConfigReader.Load(path)).Message;
        Assert.Contains($"{path}:3: decisions.classes: the model has no label \"unknown\". It has: 0, 1, 2", message, StringComparison.Ordinal);
        Assert.Contains($"{path}:5: actions[0].on: the model has no label \"cat\"", message, StringComparison.Ordinal);
        Assert.StartsWith("2 to fix", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ExampleOfDeploy_LacksOnlyTheModelThatABoardHas()
    {
        var findings = new Findings("agent.json");
        ConfigReader.Parse(File.ReadAllBytes(Path.Combine(TestData.Root!, "deploy", "agent.json")), "/etc/edgecnn", findings);
        Assert.All(findings.Lines(), line => Assert.Contains("/opt/edgecnn/current/model.ecnn", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Load_FileMissingOrEndless_IsRefused()
    {
        Assert.Contains("/no/such/agent.json", Assert.Throws<EdgeCnnException>(() => ConfigReader.Load("/no/such/agent.json")).Message, StringComparison.Ordinal);
        if (File.Exists("/dev/zero"))
            Assert.Contains("longer than", Assert.Throws<EdgeCnnException>(() => ConfigReader.Load("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_Values_ComparesWhatTheySayAndNotWhereTheyStand()
    {
        LocatedValue Read(string json) => LocatedReader.Read(Encoding.UTF8.GetBytes(json), new Findings("f"))!;
        Assert.True(LocatedValue.Same(Read("{\"a\":[1,{\"b\":null}],\"c\":\"x\"}"), Read("{\n\"c\":\"x\",\n\"a\":[1,{\"b\":null}]}")));
        foreach (string other in (string[])["{\"a\":[1],\"c\":\"x\"}", "{\"a\":[1,{\"b\":0}],\"c\":\"x\"}", "{\"a\":[1,{\"b\":null}],\"c\":\"y\"}", "{\"a\":[1,{\"b\":null}]}", "7"])
            Assert.False(LocatedValue.Same(Read("{\"a\":[1,{\"b\":null}],\"c\":\"x\"}"), Read(other)), other);
    }
}
