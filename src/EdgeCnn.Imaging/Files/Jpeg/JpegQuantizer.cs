namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>One quantization table, scaled to a quality. Source: ITU T.81 A.3.4.</summary>
internal sealed class JpegQuantizer
{
    private readonly float[] reciprocals = new float[64]; // [64] zig-zag order

    /// <summary>Scales a table of Annex K: quality 50 leaves it, 100 gives all ones, lower qualities coarsen it.</summary>
    public JpegQuantizer(ReadOnlySpan<byte> table, int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        for (int k = 0; k < 64; k++)
        {
            int step = Math.Clamp((table[JpegTables.ZigZag[k]] * percent + 50) / 100, 1, 255);
            Steps[k] = (byte)step;
            reciprocals[k] = 1f / step;
        }
    }

    /// <summary>The step sizes as they stand in the file.</summary>
    public byte[] Steps { get; } = new byte[64]; // [64] zig-zag order

    /// <summary>Divides by the steps and rounds half to even.</summary>
    /// <param name="coefficients">The transformed block, row by row.</param>
    /// <param name="quantized">Gets the integers in zig-zag order, within the ±1023 that a code can hold; DC alone may reach −1024.</param>
    public void Quantize(ReadOnlySpan<float> coefficients, Span<int> quantized)
    {
        ReadOnlySpan<byte> zigZag = JpegTables.ZigZag;
        for (int k = 0; k < 64; k++)
            quantized[k] = Math.Clamp((int)MathF.Round(coefficients[zigZag[k]] * reciprocals[k]), k == 0 ? -1024 : -1023, 1023);
    }
}
