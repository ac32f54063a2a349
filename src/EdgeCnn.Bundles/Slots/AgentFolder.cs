using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>An agent that lies in a folder.</summary>
public sealed class AgentFolder : IAgentFiles
{
    private readonly (string Path, FileInfo File)[] found;

    /// <summary>Looks at a published agent.</summary>
    /// <exception cref="EdgeCnnException">The folder is missing, or holds what no agent does.</exception>
    public AgentFolder(string folder)
    {
        try
        {
            found = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, MaxRecursionDepth = 16 })
                .Take(2 * AgentLimits.MaxFiles).Where(entry => entry is FileInfo || entry.LinkTarget is not null)
                .Select(entry => (Path.GetRelativePath(folder, entry.FullName), new FileInfo(entry.FullName)))];
            if (found.FirstOrDefault(file => file.File.LinkTarget is not null) is { File: not null } link)
                throw new EdgeCnnException($"{link.File.FullName}: a link; an agent's folder holds plain files only. Publish the agent again into an empty folder.");
            Bytes = found.Sum(file => file.File.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(folder, error);
        }

        AgentLimits.Check(folder, [.. found.Select(file => file.Path)], Bytes);
        if (found.All(file => file.Path != SlotLayout.Program))
            throw new EdgeCnnException($"{folder}: no program '{SlotLayout.Program}' in it. Make one: deploy/publish.sh linux-arm64 agent.");
    }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <summary>The hash that <see cref="SlotManifest.AgentSha256"/> would have.</summary>
    /// <exception cref="EdgeCnnException">A file cannot be read.</exception>
    public string Sha256() => SlotManifest.HashOf(found.Select(file =>
    {
        using Stream content = Open(file.File);
        return new SlotFile(file.Path, file.File.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }));

    /// <inheritdoc/>
    public IEnumerable<AgentFile> Read()
    {
        foreach (var (path, file) in found)
        {
            using Stream content = Open(file);
            // A folder that came over a file system without modes still has one program.
            yield return new AgentFile(path, file.Length, path == SlotLayout.Program || (file.UnixFileMode & UnixFileMode.UserExecute) != 0, content);
        }
    }

    private static FileStream Open(FileInfo file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(file.FullName, error);
        }
    }
}
