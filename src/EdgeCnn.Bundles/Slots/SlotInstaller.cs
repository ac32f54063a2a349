using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>Fills a new slot beside the others and gives it its name when every file was read back right.</summary>
internal sealed class SlotInstaller(SlotLayout layout, ISlotFiles files, TimeProvider clock)
{
    // For the journal, for a file system's own use, and so that the board stays usable.
    private const long SpareBytes = 32 << 20;
    private readonly List<SlotFile> written = [];
    private readonly HashSet<string> folders = [];

    /// <summary>Installs; see <see cref="SlotStore.Install"/>.</summary>
    /// <param name="bundle">What to unpack.</param>
    /// <param name="agent">The agent's files.</param>
    /// <param name="check">Looks at the folder before it becomes a slot.</param>
    /// <param name="makeRoom">Removes slots that nobody needs.</param>
    public InstalledSlot Install(BundleReader bundle, IAgentFiles agent, Action<string> check, Action makeRoom)
    {
        RequireSpace(bundle.Bytes + agent.Bytes, makeRoom);
        string staging = layout.StagingFolder;
        try
        {
            files.DeleteFolder(staging);
            Folder(staging);
            Unpack(bundle, staging);
            Copy(agent, Path.Combine(staging, SlotLayout.Agent));
            SlotVerifier.Verify(staging, written);
            var manifest = new SlotManifest
            {
                Format = SlotManifest.CurrentFormat,
                Model = bundle.Manifest.Name,
                Packed = bundle.Manifest.Created,
                Installed = clock.GetUtcNow().UtcDateTime,
                Files = [.. written.OrderBy(file => file.Path, StringComparer.Ordinal)],
            };
            byte[] json = manifest.ToJson();
            files.Write(Path.Combine(staging, SlotLayout.SlotFile), executable: false, stream => stream.Write(json));
            foreach (string folder in folders)
                files.Sync(folder);
            check(staging);
            return Place(staging, manifest);
        }
        catch
        {
            Discard(staging);
            throw;
        }
    }

    private InstalledSlot Place(string staging, SlotManifest manifest)
    {
        string[] names = layout.Names();
        if (names.LastOrDefault(name => SlotLayout.IsNameOf(name, manifest.ContentSha256) && IsWhole(name)) is { } same)
        {
            files.DeleteFolder(staging);
            return new InstalledSlot(same, IsNew: false, SlotManifest.Read(layout.Folder(same)));
        }

        string slot = SlotLayout.NameOf(manifest.ContentSha256, clock.GetUtcNow().UtcDateTime, names.LastOrDefault());
        files.Rename(staging, layout.Folder(slot));
        files.Sync(layout.Slots);
        return new InstalledSlot(slot, IsNew: true, manifest);
    }

    private bool IsWhole(string slot)
    {
        try
        {
            SlotVerifier.Verify(layout, slot);
            return true;
        }
        catch (EdgeCnnException)
        {
            return false;
        }
    }

    private void RequireSpace(long bytes, Action makeRoom)
    {
        long free = Free();
        if (free < bytes + SpareBytes)
        {
            makeRoom();
            free = Free();
        }

        if (free < bytes + SpareBytes)
            throw new EdgeCnnException($"{layout.Root}: {free >> 20} MiB are free, {(bytes + SpareBytes) >> 20} MiB are needed. Make room, for example: journalctl --vacuum-size=50M, apt-get clean.", ExitCode.Device);
    }

    private long Free() => new DriveInfo(layout.Root).AvailableFreeSpace;

    private void Unpack(BundleReader bundle, string to)
    {
        byte[] manifest = bundle.ManifestBytes.ToArray();
        Keep(to, BundleFormat.Manifest, manifest);
        if (bundle.Signature() is { } signature)
            Keep(to, BundleFormat.Signature, signature);
        foreach (BundleEntry entry in bundle.Manifest.Entries)
        {
            string path = Path.Combine(to, entry.Path);
            Folder(Path.GetDirectoryName(path)!, below: to);
            files.Write(path, executable: false, stream => bundle.CopyTo(entry, stream));
            written.Add(new SlotFile(entry.Path, entry.Bytes, entry.Sha256));
        }
    }

    private void Keep(string folder, string name, byte[] content)
    {
        files.Write(Path.Combine(folder, name), executable: false, stream => stream.Write(content));
        written.Add(new SlotFile(name, content.Length, BundleFormat.Hash(content)));
    }

    private void Copy(IAgentFiles agent, string to)
    {
        Folder(to);
        foreach (AgentFile file in agent.Read())
        {
            string path = Path.Combine(to, file.Path), name = $"{SlotLayout.Agent}/{file.Path}";
            Folder(Path.GetDirectoryName(path)!, below: to);
            if (file.Known is { } known && files.TryLink(known.Path, path))
            {
                written.Add(new SlotFile(name, file.Bytes, known.Sha256, file.Executable));
                continue;
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            files.Write(path, file.Executable, stream =>
            {
                byte[] block = new byte[81920];
                for (int read; (read = file.Content.Read(block)) > 0; bytes += read)
                {
                    hash.AppendData(block, 0, read);
                    stream.Write(block, 0, read);
                }
            });
            written.Add(new SlotFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), file.Executable));
        }

        if (!written.Any(file => file.Path == $"{SlotLayout.Agent}/{SlotLayout.Program}" && file.Executable))
            throw new EdgeCnnException($"the agent's folder or archive holds no program '{SlotLayout.Program}'. Make one: deploy/publish.sh linux-arm64 agent.");
    }

    private void Folder(string path, string? below = null)
    {
        if (below is not null && path.Length > below.Length)
            Folder(Path.GetDirectoryName(path)!, below);
        if (folders.Add(path))
            files.CreateFolder(path);
    }

    private void Discard(string staging)
    {
        try
        {
            files.DeleteFolder(staging);
        }
        catch (EdgeCnnException)
        {
            // The error that brought us here says more; whoever opens the store next removes the rest.
        }
    }
}

/// <summary>A slot that is whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNew">False if an equal one was there already.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record InstalledSlot(string Name, bool IsNew, SlotManifest Manifest);
