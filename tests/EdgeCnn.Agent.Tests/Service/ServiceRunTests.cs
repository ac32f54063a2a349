using System.Globalization;
using System.Text;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Actions;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;
using EdgeCnn.Testing;

namespace EdgeCnn.Agent.Tests.Service;

/// <summary>Runs by configuration, from the command down to lines and files.</summary>
[Collection(AloneCollection.Name)]
public sealed class ServiceRunTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly RecordingPin pin = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_Samples_LogsEachChangeAndSwitchesTheLine()
    {
        string config = Config("""
            "actions": [
              { "type": "log", "file": "events.jsonl" },
              { "type": "pin", "pin": "GPIO4", "mode": "latch", "on": ["3"] },
              { "type": "snapshot", "folder": "pictures", "everySeconds": 0, "on": ["3"] } ]
            """);
        var (code, output, error) = Run(new RunOptions { Config = config });
        Assert.Equal(0, code);
        string[] events = File.ReadAllLines(Path.Combine(folder.Root, "events.jsonl"));
        // Ten folders, one a digit, in their order: each digit comes once at least, and goes before the next one comes.
        Assert.True(events.Length >= 19, $"{events.Length} events");
        Assert.Contains("\"event\":\"entered\",\"label\":\"0\"", events[0], StringComparison.Ordinal);
        Assert.Contains("\"event\":\"left\",\"label\":\"0\"", events[1], StringComparison.Ordinal);
        Assert.StartsWith("10", pin.Levels, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Root, "pictures"), "*-3.jpg"));
        // By default, decisions with a change are told.
        Assert.All(output, line => Assert.Contains("\"state\":[", line, StringComparison.Ordinal));
        Assert.InRange(output.Length, 10, events.Length);
        Assert.Contains("end after 100 pictures", error, StringComparison.Ordinal);
        Assert.Contains($"actions[0] (log): {events.Length} done, 0 failed, 0 dropped", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LineThatIsMissing_IsToldAtTheStartAndDoesNotStopTheRun()
    {
        using var error = new StringWriter();
        string config = Config("\"actions\": [{ \"type\": \"pin\", \"pin\": \"GPIO99\" }]");
        var missing = new AgentDevices((line, _) => throw new EdgeCnnException($"line {line} is missing.", ExitCode.Device), (_, _) => new Button(), _ => pin);
        Assert.Equal(0, new RunCommand(new RunOptions { Config = config, Page = false, Frames = 1 }, Stream.Null, () => error, 0, missing).Run());
        Assert.StartsWith("edgecnn-agent: actions[0] (pin): line GPIO99 is missing. It will be tried again", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CommandLine_GoesBeforeTheConfiguration()
    {
        string config = Config("\"framesPerSecond\": 1, \"log\": { \"decisions\": \"all\" }");
        var (code, output, _) = Run(new RunOptions { Config = config, Frames = 5, FramesPerSecond = 1000, Camera = "synthetic", Top = 1 });
        Assert.Equal((0, 5), (code, output.Length));
        Assert.Contains("\"source\":\"\"", output[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Check_DoesNothingElse()
    {
        var (code, output, _) = Run(new RunOptions { Config = Config("\"actions\": [{ \"type\": \"log\", \"file\": \"events.jsonl\" }]"), Check = true });
        Assert.Equal((0, 1), (code, output.Length));
        Assert.Contains("is right", output[0], StringComparison.Ordinal);
        Assert.Contains("actions[0] (log)", output[0], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Root, "events.jsonl")));
    }

    [Fact]
    public void Run_ModelOfTheCommandLineLacksALabel_IsUsageErrorWithTheLine()
    {
        string config = folder.Put("agent.json", "{ \"camera\": \"synthetic\",\n\"actions\": [{ \"type\": \"log\", \"file\": \"x\", \"on\": [\"cat\"] }] }"u8);
        var error = Assert.Throws<EdgeCnnException>(() => Run(new RunOptions { Config = config, Model = SampleModel.Model }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("agent.json:2: actions[0].on", error.Message, StringComparison.Ordinal);
        Assert.Contains("names no model", Assert.Throws<EdgeCnnException>(() => Run(new RunOptions { Config = config })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HangUp_TakesNewActionsAndKeepsTheOldOnesForAWrongFile()
    {
        string config = Config("\"loop\": true, \"framesPerSecond\": 200, \"actions\": [{ \"type\": \"log\", \"file\": \"one.jsonl\" }]");
        using var error = new StringWriter();
        TextWriter shared = TextWriter.Synchronized(error);
        ProcessSignal.Hear(ProcessSignal.HangUp);
        var run = new Thread(() => new RunCommand(new RunOptions { Config = config, Page = false }, Stream.Null, () => shared, 0, Devices()).Run());
        run.Start();
        Events.Wait(() => File.Exists(Path.Combine(folder.Root, "one.jsonl")), "the first event");

        File.WriteAllText(config, File.ReadAllText(config).Replace("one.jsonl\"", "two.jsonl\", \"on\": [\"cat\"]", StringComparison.Ordinal));
        Signal(ProcessSignal.HangUp);
        Events.Wait(() => Said(shared, error).Contains("the old configuration stays in use", StringComparison.Ordinal), "the refusal");
        Assert.Contains("no label \"cat\"", Said(shared, error), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Root, "two.jsonl")));

        File.WriteAllText(config, File.ReadAllText(config).Replace(", \"on\": [\"cat\"]", "", StringComparison.Ordinal).Replace("200", "100", StringComparison.Ordinal));
        Signal(ProcessSignal.HangUp);
        Events.Wait(() => Said(shared, error).Contains("was read again", StringComparison.Ordinal), "the reload");
        Events.Wait(() => File.Exists(Path.Combine(folder.Root, "two.jsonl")), "an event of the new action");
        Events.Wait(() => Said(shared, error).Contains("framesPerSecond changed too", StringComparison.Ordinal), "the hint");
        long before = new FileInfo(Path.Combine(folder.Root, "one.jsonl")).Length;

        Signal(ProcessSignal.Terminate);
        Assert.True(run.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(before, new FileInfo(Path.Combine(folder.Root, "one.jsonl")).Length);
        Assert.Contains("end after", Said(shared, error), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Trigger_DecidesOnAPressOnly()
    {
        string config = Config("\"trigger\": { \"pin\": \"GPIO5\" }, \"log\": { \"decisions\": \"all\" }");
        Assert.Equal(3, Run(new RunOptions { Config = config, Frames = 3 }).Output.Length);
    }

    private static void Signal(int signal) => Assert.Equal(0, ProcessSignal.Send(Environment.ProcessId, signal));

    private static string Said(TextWriter shared, StringWriter error)
    {
        lock (shared)
            return error.ToString();
    }

    private AgentDevices Devices() => new((_, _) => pin, (_, _) => new Button(), _ => pin);

    private string Config(string more) => folder.Put("agent.json", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
        { "model": "{{SampleModel.Model}}", "camera": "files:{{SampleModel.Pictures}}",
        {{more}} }
        """)));

    private (int Code, string[] Output, string Error) Run(RunOptions options)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        int code = new RunCommand(options with { Page = false }, output, () => error, 0, Devices()).Run();
        return (code, Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries), error.ToString());
    }

    private sealed class Button : IInputPin
    {
        public string Description => "GPIO5";

        public bool WaitForActive(TimeSpan timeout, CancellationToken cancellation) => !cancellation.IsCancellationRequested;

        public void Dispose()
        {
        }
    }
}
