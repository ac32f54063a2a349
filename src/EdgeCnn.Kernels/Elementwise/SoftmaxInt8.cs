using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Softmax of rows of codes.</summary>
/// <remarks>
/// Exactness: for rows of D codes t = max(0, ln(float32 max/D) − 5)/s_x moves the exponents up so far that a row's sum just
/// stays finite; e_i = float(exp((x_i − max x + t)·s_x)) with exp in double, S = Σ e_i in float32 in order, and a code is
/// clamp(round((e_i·⌊1/s_y⌋)/S) + z_y). Where a product leaves float32 (⌊1/s_y⌋ above 148·D) it is (e_i/S)·⌊1/s_y⌋. With s_y above
/// 1 the whole number ⌊1/s_y⌋ is 0 and every code is z_y, less than one step from the exact one.
/// </remarks>
public sealed class SoftmaxInt8
{
    private readonly ActivationSign sign;
    private readonly int length;
    private readonly float perUnit; // ⌊1/s_y⌋
    private readonly int zeroPoint;
    private readonly float[] exponentials = new float[256]; // by max x − x_i

    /// <summary>Prepares the table.</summary>
    /// <param name="sign">The form in which codes lie in memory.</param>
    /// <param name="length">D, the codes of a row.</param>
    /// <param name="inputScale">s_x</param>
    /// <param name="outputScale">s_y</param>
    /// <param name="outputZeroPoint">z_y</param>
    public SoftmaxInt8(ActivationSign sign, int length, float inputScale, float outputScale, int outputZeroPoint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        this.sign = sign;
        this.length = length;
        zeroPoint = outputZeroPoint;
        perUnit = MathF.Min(MathF.Floor(1 / outputScale), float.MaxValue);
        double shift = Math.Max(0, ElementaryFunctions.Log(float.MaxValue / length) - 5) / inputScale;
        for (int below = 0; below < exponentials.Length; below++)
            exponentials[below] = (float)ElementaryFunctions.Exp((shift - below) * inputScale);
    }

    /// <summary>Bytes of the table.</summary>
    public int TableBytes => sizeof(float) * exponentials.Length;

    /// <summary>Softmax of each row.</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input, or the input is not whole rows.</exception>
    [MethodImpl(Compilation.Hot)]
    public void Run(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (output.Length < input.Length || input.Length % length != 0)
            throw new ArgumentException($"Softmax of {input.Length} codes in rows of {length} into {output.Length}.", nameof(output));
        for (int at = 0; at < input.Length; at += length)
            Row(input.Slice(at, length), output.Slice(at, length));
    }

    private void Row(ReadOnlySpan<byte> x, Span<byte> y)
    {
        // Flipped, signed codes are ordered as unsigned ones, and their differences stay.
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, max = 0;
        foreach (byte code in x)
            max = Math.Max(max, code ^ flip);
        float sum = 0;
        foreach (byte code in x)
            sum += exponentials[max - (code ^ flip)];
        float low = -flip - zeroPoint, high = 255 - flip - zeroPoint;
        for (int i = 0; i < x.Length; i++)
        {
            float e = exponentials[max - (x[i] ^ flip)], product = e * perUnit;
            float share = float.IsFinite(product) ? product / sum : e / sum * perUnit;
            y[i] = (byte)((int)MathF.Min(MathF.Max(MathF.Round(share, MidpointRounding.ToEven), low), high) + zeroPoint);
        }
    }
}
