using System.Text;
using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>A store in a folder of its own, with bundles, an agent and a clock that stands still.</summary>
internal sealed class SlotFolder : IDisposable
{
    private readonly BundleFolder bundles = new();

    public SlotFolder() => PutAgent("one");

    public string Root => bundles.PathOf("store");

    public string AgentPath => bundles.PathOf("agent");

    public SlotLayout Layout => new(Root);

    public string PathOf(string name) => bundles.PathOf(name);

    public BundleFolder Bundles => bundles;

    /// <summary>A bundle whose model's bytes are these.</summary>
    public string Bundle(string model)
    {
        string path = bundles.PathOf($"{model}.ecnnb");
        BundleWriter.Write(path, model, new Dictionary<string, ReadOnlyMemory<byte>> { ["model.ecnn"] = Encoding.UTF8.GetBytes(model), ["deep/er/file.bin"] = BundleFolder.Noise(5000, 7) }, BundleFolder.Created);
        return path;
    }

    public void PutAgent(string version)
    {
        Directory.CreateDirectory(Path.Combine(AgentPath, "sub"));
        File.WriteAllText(Path.Combine(AgentPath, "edgecnn-agent"), $"#!/bin/sh\necho {version}\n");
        File.WriteAllText(Path.Combine(AgentPath, "sub", "part.dll"), version);
    }

    public SlotStore Open(ISlotFiles? files = null) => SlotStore.Open(Root, files ?? new DiskFiles(durable: false), TimeProvider.System);

    /// <summary>Installs a bundle with the agent's folder.</summary>
    public static InstalledSlot Install(SlotStore store, string bundle, IAgentFiles agent, Action<string>? check = null)
    {
        using BundleReader reader = BundleReader.Open(bundle);
        return store.Install(reader, agent, check ?? (_ => { }));
    }

    public InstalledSlot Install(SlotStore store, string model) => Install(store, Bundle(model), new AgentFolder(AgentPath));

    /// <summary>Installs a bundle and makes it active.</summary>
    public string Run(SlotStore store, string model)
    {
        string slot = Install(store, model).Name;
        store.Switch(slot);
        store.Confirm();
        return slot;
    }

    /// <summary>What a service would start: the model that <c>current</c> leads to.</summary>
    public string? Active => File.Exists(Path.Combine(Root, "current", "model.ecnn")) ? File.ReadAllText(Path.Combine(Root, "current", "model.ecnn")) : null;

    /// <summary>Paths of all that lies in the store, links not followed.</summary>
    public string[] Everything(string below = "") =>
        [.. Directory.GetFileSystemEntries(Path.Combine(Root, below), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public void Dispose() => bundles.Dispose();
}
