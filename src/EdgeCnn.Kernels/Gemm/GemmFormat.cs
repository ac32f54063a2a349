namespace EdgeCnn.Kernels.Gemm;

/// <summary>What a GEMM micro-kernel asks of its caller: the tile, and how weights must be packed for it.</summary>
/// <param name="Name">The kernel's name as plans and reports print it, for example <c>int8-gemm-8x8c4-neondot</c>.</param>
/// <param name="Mr">Rows (output pixels) of one tile.</param>
/// <param name="Nr">Columns (output channels) of one tile.</param>
/// <param name="Kr">K is padded with zero weights to a multiple of this.</param>
/// <param name="KGroup">Consecutive k that lie side by side in a column of the packed weights; divides <paramref name="Kr"/>.</param>
/// <param name="RowElementBytes">Bytes of one element of a row of A; 2 for codes that are widened to int16 first, as a processor without byte products wants them.</param>
/// <param name="MacsPerCycle">Products of a cycle in the inner loop, for the choice among kernels.</param>
public sealed record GemmFormat(string Name, int Mr, int Nr, int Kr, int KGroup, int RowElementBytes, double MacsPerCycle)
{
    /// <summary><paramref name="k"/> rounded up to a multiple of <see cref="Kr"/>, at least one: micro-kernels always make a step.</summary>
    public int PaddedK(int k) => checked(Math.Max(1, (k + Kr - 1) / Kr) * Kr);

    /// <summary><paramref name="n"/> rounded up to a multiple of <see cref="Nr"/>.</summary>
    public int PaddedN(int n) => checked((n + Nr - 1) / Nr * Nr);

    /// <summary>Elements of the packed weights of an [n, k] matrix.</summary>
    public int PackedElements(int n, int k) => checked(PaddedN(n) * PaddedK(k));

    /// <summary>Bytes of scratch that a driver needs: a row of padding, one tile's rows of A, what the last of them may spill, and the rows again where they are widened.</summary>
    public int ScratchBytes(int k)
    {
        int width = RowElementBytes == 2 ? 1 : RowElementBytes;
        return checked(((Mr + 1) * PaddedK(k) * width) + PatchGather.Slack + (RowElementBytes == 2 ? 2 * Mr * PaddedK(k) : 0));
    }

    /// <summary>Estimated cycles: products of all tiles, whole or not, their stores, and gathering the rows where they cannot be read in place.</summary>
    public double Cost(in PatchGrid grid, int n)
    {
        // A tile's store and the calls around it weigh like this many products of each of its outputs.
        const double store = 8;
        double outputs = (grid.M + Mr - 1) / Mr * (double)Mr * PaddedN(n);
        double gather = PatchRows.ReadsInPlace(grid, Kr) ? 0.05 : 0.25;
        return (outputs * (PaddedK(grid.K) + store) / MacsPerCycle) + (gather * grid.M * (double)grid.K);
    }
}
