using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Memory and its pages.</summary>
internal static class MemoryFindings
{
    /// <summary>Less than this is not enough for the program and a small model.</summary>
    public const long LeastBytes = 48L << 20;

    /// <summary>Less than this is little for a camera beside them.</summary>
    public const long LittleBytes = 128L << 20;

    /// <summary>All of them.</summary>
    /// <param name="totalBytes">The board's memory; null if it does not tell.</param>
    /// <param name="availableBytes">What programs could still get.</param>
    /// <param name="pageBytes">Of a page.</param>
    public static IEnumerable<Finding> Of(long? totalBytes, long? availableBytes, int pageBytes)
    {
        if (totalBytes is { } total && availableBytes is { } available)
        {
            string text = $"{BenchText.Bytes(available)} of {BenchText.Bytes(total)} available";
            yield return available < LeastBytes ? new Finding("memory", FindingLevel.Fix, $"only {text}.", "Stop other programs; a board without a desktop has more.")
                : available < LittleBytes ? new Finding("memory", FindingLevel.Note, $"{text}, which is little for a camera and a model.", "Stop other programs; a board without a desktop has more.")
                : new Finding("memory", FindingLevel.Ok, text);
        }

        yield return new Finding("memory", FindingLevel.Ok, $"pages of {pageBytes >> 10} KiB{(pageBytes == 16 << 10 ? ", as Raspberry Pi 5's kernel has them: fine, nothing here wants 4" : "")}");
    }
}
