using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels;

/// <summary>The steps from a picture's rows to a model's input for one kind of processor; one call per row and step.</summary>
/// <remarks>
/// Layout: a row of sums, one component of the picture with 16 bits a sample, is followed by as many more as its axis says
/// (<see cref="PixelAxis.Reach"/>); what lies there does not count. Rows of bytes between the steps have a multiple of 16.
/// Exactness: every kernel gives the same bytes; Pixels/README.md has the rules.
/// </remarks>
public abstract unsafe class PixelKernel
{
    /// <summary>Bytes of rows between the steps come in blocks of so many.</summary>
    public const int Block = PixelAxis.Block;

    /// <summary>Sums that must lie behind a row of interleaved pixels.</summary>
    public const int PixelSlack = 8;

    /// <summary>The name that reports print, for example <c>pixels-neon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True if this processor can run the kernel.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>sums[i] = Σ weight·row[i], or what they hold and that.</summary>
    /// <exception cref="ArgumentException">A row is shorter than the sums, or a weight is not 0 to 255.</exception>
    public void MixPlain(scoped in RowMix rows, Span<ushort> sums)
    {
        Check(rows, sums.Length);
        fixed (byte* a = rows.First, b = rows.Second)
        fixed (ushort* to = sums)
            MixPlain(new RowPair(a, b, rows), to, sums.Length);
    }

    /// <summary>The same for rows of pairs, each half of which has sums of its own.</summary>
    /// <exception cref="ArgumentException">A row or the second sums are shorter than the first sums want, or a weight is not 0 to 255.</exception>
    public void MixPairs(scoped in RowMix rows, Span<ushort> first, Span<ushort> second)
    {
        Check(rows, 2L * first.Length);
        if (second.Length < first.Length)
            throw new ArgumentException($"{first.Length} sums of one half and {second.Length} of the other.", nameof(second));
        fixed (byte* a = rows.First, b = rows.Second)
        fixed (ushort* to0 = first, to1 = second)
            MixPairs(new RowPair(a, b, rows), to0, to1, first.Length);
    }

    /// <summary>The same for rows of luma and chroma in turn, four bytes for two pixels.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="luma">Two sums for each four bytes.</param>
    /// <param name="first">One sum for each four bytes: the chroma that comes first.</param>
    /// <param name="second">The other one.</param>
    /// <param name="lumaFirst">True if the first byte is luma.</param>
    /// <exception cref="ArgumentException">A row or sums are shorter than the first chroma wants, or a weight is not 0 to 255.</exception>
    public void MixPacked(scoped in RowMix rows, Span<ushort> luma, Span<ushort> first, Span<ushort> second, bool lumaFirst)
    {
        Check(rows, 4L * first.Length);
        if (second.Length < first.Length || luma.Length < 2L * first.Length)
            throw new ArgumentException($"{luma.Length} sums of luma and {second.Length} of chroma for {first.Length}.", nameof(luma));
        fixed (byte* a = rows.First, b = rows.Second)
        fixed (ushort* y = luma, c0 = first, c1 = second)
            MixPacked(new RowPair(a, b, rows), y, c0, c1, first.Length, lumaFirst);
    }

    /// <summary>result[t] = (Σ weight·sums[first + k] + 2¹⁵) / 2¹⁶.</summary>
    /// <exception cref="ArgumentException">The sums or the result are shorter than the axis wants.</exception>
    public void MixColumns(ReadOnlySpan<ushort> sums, PixelAxis axis, Span<byte> result)
    {
        ArgumentNullException.ThrowIfNull(axis);
        if (sums.Length < axis.Reach || result.Length < axis.First.Length)
            throw new ArgumentException($"{axis.Size} columns want {axis.Reach} sums and room for {axis.First.Length}, got {sums.Length} and {result.Length}.", nameof(sums));
        fixed (ushort* from = sums, weights = axis.Weights)
        fixed (int* first = axis.First)
        fixed (byte* to = result)
            MixColumns(from, new Columns(first, weights, axis), to);
    }

    /// <summary>The same for pixels of three or four components; a pixel of the result has four bytes, of which the fourth may be anything for three.</summary>
    /// <exception cref="ArgumentException">The sums or the result are shorter than the axis wants, or the components are others.</exception>
    public void MixPixels(ReadOnlySpan<ushort> sums, int components, PixelAxis axis, Span<byte> result)
    {
        ArgumentNullException.ThrowIfNull(axis);
        if (components is not (3 or 4) || sums.Length < ((long)axis.Reach * components) + PixelSlack || result.Length < 4L * axis.First.Length)
            throw new ArgumentException($"{axis.Size} columns of {components} components want {((long)axis.Reach * components) + PixelSlack} sums and room for {4L * axis.First.Length}, got {sums.Length} and {result.Length}.", nameof(sums));
        fixed (ushort* from = sums, weights = axis.Weights)
        fixed (int* first = axis.First)
        fixed (byte* to = result)
            MixPixels(from, components, new Columns(first, weights, axis), to);
    }

    /// <summary>The first three components of each pixel.</summary>
    /// <param name="pixels">Pixels of three or four bytes.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <param name="planes">The components, each in its own row.</param>
    /// <param name="count">Pixels.</param>
    /// <exception cref="ArgumentException">A span is shorter than the pixels want, or the bytes of a pixel are others.</exception>
    public void Split(ReadOnlySpan<byte> pixels, int step, scoped in PixelPlanes planes, int count)
    {
        if (step is not (3 or 4) || pixels.Length < (long)step * count || planes.Length < count)
            throw new ArgumentException($"{count} pixels of {step} bytes, {pixels.Length} altogether, into {planes.Length}.", nameof(pixels));
        fixed (byte* from = pixels, a = planes.A, b = planes.B, c = planes.C)
            Split(from, step, a, b, c, count);
    }

    /// <summary>Luma, Cb and Cr become red, green and blue, in their place.</summary>
    /// <exception cref="ArgumentException">The planes have other lengths than multiples of <see cref="Block"/>.</exception>
    public void ToRgb(scoped in PixelPlanes planes, in YuvWeights weights)
    {
        if (planes.Length % Block != 0)
            throw new ArgumentException($"Rows come in blocks of {Block}, got {planes.Length}.", nameof(planes));
        fixed (byte* y = planes.A, cb = planes.B, cr = planes.C)
            ToRgb(y, cb, cr, planes.Length, weights);
    }

    /// <summary>One byte of each plane in turn.</summary>
    /// <exception cref="ArgumentException">The planes are shorter than the result wants.</exception>
    public void Interleave(scoped in PixelPlanes planes, Span<byte> result)
    {
        if (result.Length % 3 != 0 || planes.Length < result.Length / 3)
            throw new ArgumentException($"Three planes of {planes.Length} into {result.Length} bytes.", nameof(result));
        fixed (byte* a = planes.A, b = planes.B, c = planes.C, to = result)
            Interleave(a, b, c, to, result.Length / 3);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private protected abstract void MixPlain(in RowPair rows, ushort* sums, int count);

    private protected abstract void MixPairs(in RowPair rows, ushort* first, ushort* second, int count);

    private protected abstract void MixPacked(in RowPair rows, ushort* luma, ushort* first, ushort* second, int count, bool lumaFirst);

    private protected abstract void MixColumns(ushort* sums, in Columns columns, byte* result);

    private protected abstract void MixPixels(ushort* sums, int components, in Columns columns, byte* result);

    private protected abstract void Split(byte* pixels, int step, byte* a, byte* b, byte* c, int count);

    private protected abstract void ToRgb(byte* y, byte* cb, byte* cr, int count, in YuvWeights weights);

    private protected abstract void Interleave(byte* a, byte* b, byte* c, byte* result, int count);

    private static void Check(in RowMix rows, long bytes)
    {
        if (rows.First.Length < bytes || rows.Second.Length < bytes)
            throw new ArgumentException($"Rows of {rows.First.Length} and {rows.Second.Length} bytes for {bytes}.", nameof(rows));
        if ((uint)rows.FirstWeight > 255 || (uint)rows.SecondWeight > 255)
            throw new ArgumentException($"Weights are 0 to 255, got {rows.FirstWeight} and {rows.SecondWeight}.", nameof(rows));
    }

    /// <summary>Two pinned rows.</summary>
    private protected readonly ref struct RowPair(byte* a, byte* b, in RowMix mix)
    {
        public readonly byte* A = a;
        public readonly byte* B = b;
        public readonly byte WeightA = (byte)mix.FirstWeight;
        public readonly byte WeightB = (byte)mix.SecondWeight;
        public readonly bool Add = mix.Add;

        // One element, for what is left behind the last block.
        public ushort Sum(int at, ushort before) => (ushort)((Add ? before : 0) + (WeightA * A[at]) + (WeightB * B[at]));
    }

    /// <summary>A pinned axis.</summary>
    private protected readonly ref struct Columns(int* first, ushort* weights, PixelAxis axis)
    {
        public readonly int* First = first; // [Count]
        public readonly ushort* Weights = weights; // [Count, Taps]
        public readonly int Taps = axis.Taps;
        public readonly int Count = axis.First.Length;
    }
}
