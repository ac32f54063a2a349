using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>
/// Bundles from anybody: whatever the bytes are, they are refused and leave nothing, or become a slot that verifies; nothing is
/// written outside of it.
/// </summary>
public sealed class BundleFuzzTests : IDisposable
{
    private const string Witness = "as it was";
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Install_Mutants_AreRefusedOrBecomeSlots()
    {
        byte[][] seeds = [File.ReadAllBytes(folder.Bundle("seed")), File.ReadAllBytes(folder.Bundles.Good())];
        using SlotStore store = folder.Open();
        string active = folder.Run(store, "active");
        File.WriteAllText(folder.PathOf("evil"), Witness);
        string[] around = Around(), outside = Outside();
        new FuzzRun("bundle", Install, (error, _) => error is EdgeCnnException { ExitCode: ExitCode.BadData }).Run(seeds, BundleMutator.Mutate);
        // All that any of them could have reached; what a case leaves in the store is looked at by the case.
        Assert.Equal(around, Around());
        Assert.Equal(outside, Outside());
        Assert.Equal(Witness, File.ReadAllText(folder.PathOf("evil")));
        Assert.Equal(("active", active), (folder.Active, store.State.Active));

        void Install(byte[] file)
        {
            string path = folder.PathOf("mutant.ecnnb");
            File.WriteAllBytes(path, file);
            try
            {
                InstalledSlot slot = SlotFolder.Install(store, path, new AgentOfSlot(folder.Layout, active));
                SlotVerifier.Verify(folder.Layout, slot.Name);
                string[] expected = [.. slot.Manifest.Files.Select(entry => entry.Path), "slot.json"];
                string[] there = [.. folder.Everything($"slots/{slot.Name}").Where(entry => !Directory.Exists(Path.Combine(folder.Root, entry))).Select(entry => entry[$"slots/{slot.Name}/".Length..])];
                Assert.Equal(expected.Order(StringComparer.Ordinal), there);
            }
            finally
            {
                Assert.Equal(outside, Outside());
            }
        }

        string[] Outside() => [.. Directory.GetFileSystemEntries(folder.Root).Select(path => Path.GetFileName(path)!).Concat(Directory.GetDirectories(folder.Layout.Slots, ".*")).Order(StringComparer.Ordinal)];
        string[] Around() => [.. Directory.GetFileSystemEntries(folder.PathOf(".")).Where(path => !path.EndsWith("mutant.ecnnb", StringComparison.Ordinal)).Order(StringComparer.Ordinal), .. Directory.GetFileSystemEntries(folder.AgentPath)];
    }
}
