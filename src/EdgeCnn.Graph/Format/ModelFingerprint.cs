namespace EdgeCnn.Graph.Format;

/// <summary>Tells one model file from another, at no cost: the file's first bytes hold its lengths and the checksums of all others, which the reader verifies.</summary>
public static class ModelFingerprint
{
    /// <summary>The fingerprint of a model file, as hexadecimal digits.</summary>
    /// <param name="file">The file, or as much of it as its fixed first bytes.</param>
    /// <exception cref="ModelFormatException">The file is shorter than that.</exception>
    public static string Of(ReadOnlySpan<byte> file) => file.Length >= EcnnLayout.PrefixLength
        ? Convert.ToHexStringLower(file[..EcnnLayout.PrefixLength])
        : throw new ModelFormatException("model", file.Length, $"a model file has at least {EcnnLayout.PrefixLength} bytes, this one has {file.Length}. Copy or download it again.");
}
