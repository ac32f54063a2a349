namespace EdgeCnn.Agent.Configuration;

/// <summary>Paths in a configuration file; relative ones begin at the file's folder.</summary>
internal sealed class ConfigPaths(string folder)
{
    /// <summary>The whole path.</summary>
    public string Whole(string path) => Path.GetFullPath(path, folder);

    /// <summary>A file that must be there, or null if the member is missing or the file is.</summary>
    public string? Existing(Section section, string name, string example) =>
        section.Text(name, example, wrong: text => File.Exists(Whole(text)) ? null : "expected a file that this user can read; there is none") is { } path ? Whole(path) : null;

    /// <summary>A place that is made when it is used.</summary>
    public string? Place(Section section, string name, string example) =>
        section.Text(name, example, required: true) is { } path ? Whole(path) : null;
}
