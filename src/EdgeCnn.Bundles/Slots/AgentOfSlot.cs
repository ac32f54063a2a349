using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>The agent of another slot of the same store: its files get second names and cost no room.</summary>
public sealed class AgentOfSlot : IAgentFiles
{
    private readonly string folder;
    private readonly SlotFile[] known;

    /// <summary>Looks at a slot; its files are verified when they are in the new one.</summary>
    /// <exception cref="EdgeCnnException">The slot is not whole.</exception>
    public AgentOfSlot(SlotLayout layout, string slot)
    {
        ArgumentNullException.ThrowIfNull(layout);
        folder = layout.Folder(slot);
        known = [.. SlotManifest.Read(folder).Files.Where(file => file.Path.StartsWith($"{SlotLayout.Agent}/", StringComparison.Ordinal))];
    }

    /// <summary>None: links take no room. Where they cannot be made, a full disk is met when it is full.</summary>
    public long Bytes => 0;

    /// <inheritdoc/>
    public IEnumerable<AgentFile> Read()
    {
        foreach (SlotFile file in known)
        {
            string path = Path.Combine(folder, file.Path);
            using FileStream content = Open(path);
            yield return new AgentFile(file.Path[(SlotLayout.Agent.Length + 1)..], file.Bytes, file.Executable, content, new KnownFile(path, file.Sha256));
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
