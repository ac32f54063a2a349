namespace EdgeCnn.Graph;

/// <summary>A file that is not what its format says; names the file and the byte offset where it went wrong.</summary>
public sealed class ModelFormatException : EdgeCnnException
{
    /// <summary>Creates an error at a byte offset of a file.</summary>
    /// <param name="source">The file, or what stands for it.</param>
    /// <param name="offset">The byte offset at which the file stops making sense.</param>
    /// <param name="detail">Expected against found, and the next step.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public ModelFormatException(string source, long offset, string detail, Exception? inner = null)
        : base($"{source}, offset {offset}: {detail}", ExitCode.BadData, inner) => Offset = offset;

    /// <summary>The byte offset at which the file stops making sense.</summary>
    public long Offset { get; }
}
