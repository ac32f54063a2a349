using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Bundles;
using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Agent.Tests.Deployment;

/// <summary>A board's store in a folder of its own, an agent that is a script, and a service that is as a test says.</summary>
internal sealed class SlotBoard : IDisposable
{
    public const string Passes = """echo '{"passed":true,"board":"b","architecture":"a","supported":[],"kernels":"portable","checks":[{"name":"k","passed":true,"checked":9,"detail":"","kernel":"k"},{"name":"m.golden.json","passed":true,"checked":3,"detail":"","kernel":null}]}'""";

    private readonly TestFolder folder = new();

    public SlotBoard() => PutAgent(Passes);

    public FakeUnit Unit { get; } = new();

    public string Root => Path.Combine(folder.Root, "store");

    public string Agent => Path.Combine(folder.Root, "agent");

    public string PathOf(string name) => Path.Combine(folder.Root, name);

    /// <summary>The model that <c>current</c> leads to.</summary>
    public string? Active => File.Exists(Path.Combine(Root, "current", "model.ecnn")) ? File.ReadAllText(Path.Combine(Root, "current", "model.ecnn")) : null;

    public void PutAgent(string script) => folder.Put("agent/edgecnn-agent", Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}\n"));

    public string Bundle(string model)
    {
        string path = PathOf($"{model}.ecnnb");
        BundleWriter.Write(path, model, new Dictionary<string, ReadOnlyMemory<byte>> { ["model.ecnn"] = Encoding.UTF8.GetBytes(model), ["model.golden.json"] = "{}"u8.ToArray() }, new DateTime(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc));
        return path;
    }

    public JsonElement Install(string model, string? agent = null, Func<string, SelftestReport>? check = null) =>
        Json(0, output => new InstallCommand(new InstallOptions { Bundle = Bundle(model), Agent = agent ?? Agent, Root = Root, Json = true }, output, Unit, check).Run());

    public JsonElement Activate(string slot, int code = 0, CancellationToken stop = default, bool restart = true) =>
        Json(code, output => new ActivateCommand(new ActivateOptions { Slot = slot, Root = Root, Json = true, Restart = restart }, output, Unit, Unit.Watch()).Run(stop));

    public JsonElement Rollback(int code = 0, bool ifUnconfirmed = false) =>
        Json(code, output => new RollbackCommand(new ActivateOptions { Root = Root, Json = true, IfUnconfirmed = ifUnconfirmed }, output, Unit, Unit.Watch()).Run(default));

    /// <summary>Installs and activates; gives the slot.</summary>
    public string Run(string model)
    {
        string slot = Install(model).GetProperty("slot").GetString()!;
        Activate(slot);
        Unit.Log.Clear();
        return slot;
    }

    public static (int Code, string Text) Text(Func<Stream, int> command)
    {
        using var output = new MemoryStream();
        return (command(output), Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>A switch whose process was killed while it watched.</summary>
    public void Interrupt(string slot)
    {
        using SlotStore store = SlotStore.Open(Root);
        store.Switch(slot);
    }

    public void Dispose() => folder.Dispose();

    private static JsonElement Json(int code, Func<Stream, int> command)
    {
        var (got, text) = Text(command);
        Assert.True(code == got, $"exit code {got}, expected {code}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
