namespace EdgeCnn.Cli.Datasets;

/// <summary>One file of an installed data set.</summary>
/// <param name="Path">The path below the data set's folder, with forward slashes.</param>
/// <param name="SizeBytes">Its exact size.</param>
/// <param name="Md5">Its MD5 sum, 32 lower-case hexadecimal digits; it guards against damage, not against malice.</param>
/// <param name="Text">The contents, for a small file that the installer writes itself; null for one that a source delivers.</param>
public sealed record DatasetFile(string Path, long SizeBytes, string Md5, string? Text = null)
{
    /// <summary>The name without folders, by which the file is found in archives.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
