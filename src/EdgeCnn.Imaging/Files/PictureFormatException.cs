using EdgeCnn.Graph;

namespace EdgeCnn.Imaging.Files;

/// <summary>A picture file that is damaged, or of a kind that this library does not read.</summary>
public sealed class PictureFormatException : EdgeCnnException
{
    /// <summary>Creates an error at a byte offset of a picture file.</summary>
    /// <param name="source">The file, or what stands for it.</param>
    /// <param name="offset">The byte offset at which the file stops making sense.</param>
    /// <param name="detail">Found against expected or supported, and the next step.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public PictureFormatException(string source, long offset, string detail, Exception? inner = null)
        : base($"{source}, offset {offset}: {detail}", ExitCode.BadData, inner) => Offset = offset;

    /// <summary>The byte offset at which the file stops making sense.</summary>
    public long Offset { get; }
}
