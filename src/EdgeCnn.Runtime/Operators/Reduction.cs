using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>One value for all along some axes.</summary>
/// <remarks>
/// Exactness: real numbers are summed in double, integers in 64 bits, in the ascending order of the input; the result is
/// rounded once. A row of the input either goes into one result or, element by element, into a row of results.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TSum">Double or 64 bits.</typeparam>
/// <typeparam name="TOperation">The function.</typeparam>
internal sealed class Reduction<T, TSum, TOperation> : IOperator
    where T : unmanaged, INumber<T>
    where TSum : unmanaged, INumber<TSum>
    where TOperation : struct, IReduceOperation<TSum>
{
    private readonly ReducedAxes axes;
    private readonly int count;

    public Reduction(string name, ReducedAxes axes)
    {
        Kernel = name;
        this.axes = axes;
        count = axes.ReducedElements;
    }

    public string Kernel { get; }

    public long WeightBytes => 0;

    // Sums of a row of results, and the shifts that the first of two passes found.
    public int ScratchBytes => 2 * 8 * axes.ResultRow;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, T>(memory.Output);
        var scratch = MemoryMarshal.Cast<byte, TSum>(memory.Scratch);
        Span<TSum> sums = scratch[..axes.ResultRow], shifts = scratch.Slice(axes.ResultRow, axes.ResultRow);
        StridedWalk.Place kept = axes.Kept.Begin();
        for (int at = 0; at < y.Length; at += sums.Length)
        {
            shifts.Clear();
            if (TOperation.Shifts)
            {
                Pass<ReduceMax<TSum>>(x, kept.Offset, sums, shifts);
                sums.CopyTo(shifts);
                // Equal infinities would cancel to NaN.
                foreach (ref TSum shift in shifts)
                    shift = TSum.IsFinite(shift) ? shift : TSum.Zero;
            }

            Pass<TOperation>(x, kept.Offset, sums, shifts);
            for (int i = 0; i < sums.Length; i++)
                y[at + i] = T.CreateTruncating(TOperation.Finish(sums[i], count, shifts[i]));
            kept.Next();
        }
    }

    private void Pass<TStep>(ReadOnlySpan<T> x, int start, Span<TSum> sums, ReadOnlySpan<TSum> shifts)
        where TStep : struct, IReduceOperation<TSum>
    {
        bool first = true;
        StridedWalk.Place reduced = axes.Reduced.Begin();
        do
        {
            var row = x.Slice(start + reduced.Offset, axes.InputRow);
            if (first)
                sums.Fill(TStep.Start);
            first = false;
            if (sums.Length == row.Length)
                Across<TStep>(row, sums, shifts);
            else
                sums[0] = Along<TStep>(row, sums[0], shifts[0]);
        }
        while (reduced.Next());
    }

    private static void Across<TStep>(ReadOnlySpan<T> row, Span<TSum> sums, ReadOnlySpan<TSum> shifts)
        where TStep : struct, IReduceOperation<TSum>
    {
        for (int i = 0; i < row.Length; i++)
            sums[i] = TStep.Add(sums[i], TSum.CreateTruncating(row[i]), shifts[i]);
    }

    private static TSum Along<TStep>(ReadOnlySpan<T> row, TSum sum, TSum shift)
        where TStep : struct, IReduceOperation<TSum>
    {
        foreach (T x in row)
            sum = TStep.Add(sum, TSum.CreateTruncating(x), shift);
        return sum;
    }
}
