using System.Collections.Immutable;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>What a store holds, read without the lock and without changing anything.</summary>
/// <param name="Root">The store's folder.</param>
/// <param name="State">Its journal.</param>
/// <param name="Current">The slot that <c>current</c> points to, or null.</param>
/// <param name="Slots">All slots, oldest first.</param>
public sealed record SlotStatus(string Root, SlotState State, string? Current, ImmutableArray<SlotSummary> Slots)
{
    /// <summary>Reads a store.</summary>
    /// <param name="root">The store's folder; one that is not there holds nothing.</param>
    /// <param name="verify">True to read every file of every slot.</param>
    /// <exception cref="EdgeCnnException">The folder may not be read.</exception>
    public static SlotStatus Read(string root, bool verify)
    {
        var layout = new SlotLayout(Path.GetFullPath(root));
        try
        {
            return new SlotStatus(
                layout.Root,
                SlotState.TryRead(layout) ?? SlotState.Empty with { Active = layout.Target(layout.Current), Previous = layout.Target(layout.Previous) },
                layout.Target(layout.Current),
                [.. layout.Names().Select(name => Summary(layout, name, verify))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(root, error);
        }
    }

    private static SlotSummary Summary(SlotLayout layout, string slot, bool verify)
    {
        try
        {
            SlotManifest manifest = verify ? SlotVerifier.Verify(layout, slot) : SlotManifest.Read(layout.Folder(slot));
            return new SlotSummary(slot, null, manifest);
        }
        catch (EdgeCnnException error)
        {
            return new SlotSummary(slot, error.Message, null);
        }
    }
}

/// <summary>One slot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fault">What is wrong with it, or null.</param>
/// <param name="Manifest">What it holds, or null where that cannot be read.</param>
public sealed record SlotSummary(string Name, string? Fault, SlotManifest? Manifest);
