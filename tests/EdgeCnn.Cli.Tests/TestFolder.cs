namespace EdgeCnn.Cli.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("edgecnn-cli-").FullName;

    public string At(string name) => Path.Combine(Root, name);

    public string Put(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    /// <summary>The names of all files, with forward slashes, sorted.</summary>
    public string[] Files() => [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
