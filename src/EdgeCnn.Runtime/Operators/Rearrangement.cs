using System.Runtime.InteropServices;

namespace EdgeCnn.Runtime.Operators;

/// <summary>
/// Elements in another arrangement: along each axis of the result a table says how far into the input each index goes, or
/// that it lies outside and holds a fill value. Serves every operator that only moves elements in a way known beforehand.
/// </summary>
internal sealed class Rearrangement<T> : IOperator
    where T : unmanaged
{
    /// <summary>The table entry of an index outside the input.</summary>
    public const int Outside = -1;

    // A row as long as this is worth no longer table.
    private const int LongestRow = 1 << 16;

    private readonly int[][] tables; // [outer axes][size] elements of the input
    private readonly int[] row; // [size of the innermost axis] elements of the input
    private readonly (int To, int From, int Count)[] runs; // of the row, where they are long enough
    private readonly T fill;

    /// <param name="name">The kernel's name.</param>
    /// <param name="axes">A table for each axis of the result, outermost first; as many as a tensor may have.</param>
    /// <param name="fill">The value of places outside.</param>
    public Rearrangement(string name, IEnumerable<int[]> axes, T fill = default)
    {
        Kernel = name;
        this.fill = fill;
        List<int[]> merged = Merge([.. axes]);
        row = merged[^1];
        tables = [.. merged.SkipLast(1)];
        runs = RunsOf(row);
        if (runs.Length * 4 > row.Length && runs.Length > 1)
            runs = [];
    }

    public string Kernel { get; }

    public long WeightBytes => 4L * (row.Length + tables.Sum(table => table.Length));

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, T>(memory.Output);
        AxisIndex index = default;
        for (int at = 0; at < y.Length; at += row.Length)
        {
            int from = 0;
            bool outside = false;
            for (int axis = 0; axis < tables.Length; axis++)
            {
                int entry = tables[axis][index[axis]];
                outside |= entry == Outside;
                from += entry;
            }

            Span<T> to = y.Slice(at, row.Length);
            if (outside)
                to.Fill(fill);
            else if (runs.Length > 0)
                CopyRuns(x[from..], to);
            else
                CopyElements(x[from..], to);
            for (int axis = tables.Length - 1; axis >= 0 && ++index[axis] == tables[axis].Length; axis--)
                index[axis] = 0;
        }
    }

    private void CopyRuns(ReadOnlySpan<T> x, Span<T> y)
    {
        foreach (var (to, from, count) in runs)
        {
            if (from == Outside)
                y.Slice(to, count).Fill(fill);
            else
                x.Slice(from, count).CopyTo(y[to..]);
        }
    }

    private void CopyElements(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < row.Length; i++)
            y[i] = row[i] == Outside ? fill : x[row[i]];
    }

    // Axes of one element only shift what is inside them; an axis that goes on where the next one ends is one with it.
    private static List<int[]> Merge(List<int[]> axes)
    {
        axes.RemoveAll(axis => axis is [0]);
        for (int i = axes.Count - 2; i >= 0; i--)
        {
            int[] outer = axes[i], inner = axes[i + 1];
            if (Step(outer) is not { } outerStep || Step(inner) is not { } innerStep || outerStep != innerStep * inner.Length || (long)outer.Length * inner.Length > LongestRow)
                continue;
            axes[i] = [.. Enumerable.Range(0, outer.Length * inner.Length).Select(at => outer[0] + inner[0] + (at * innerStep))];
            axes.RemoveAt(i + 1);
        }

        return axes.Count == 0 ? [[0]] : axes;
    }

    // The distance between neighbours if it is the same throughout.
    private static int? Step(int[] axis)
    {
        if (axis.Contains(Outside) || axis.Length < 2)
            return null;
        int step = axis[1] - axis[0];
        return Enumerable.Range(1, axis.Length - 1).All(i => axis[i] - axis[i - 1] == step) ? step : null;
    }

    private static (int To, int From, int Count)[] RunsOf(int[] row)
    {
        var runs = new List<(int To, int From, int Count)>();
        for (int i = 0; i < row.Length; i++)
        {
            bool goesOn = i > 0 && (row[i] == Outside ? row[i - 1] == Outside : row[i - 1] != Outside && row[i] == row[i - 1] + 1);
            if (goesOn)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add((i, row[i], 1));
        }

        return [.. runs];
    }
}
