using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Roofline;

/// <summary>A loop that only reads: how many bytes a second a core gets out of a cache or of memory.</summary>
/// <remarks>Source: Williams, Waterman &amp; Patterson 2009, "Roofline: an insightful visual performance model", the slope of the roof; McCalpin 1995, STREAM.</remarks>
public abstract class LoadLoop
{
    /// <summary>The registers that are loaded, for example <c>load-neon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Bytes of a step.</summary>
    public abstract int StepBytes { get; }

    /// <summary>Reads memory from its beginning to its end, again and again; what is behind the last whole step is not read.</summary>
    /// <param name="memory">At least one step of numbers.</param>
    /// <param name="passes">How often, at least once.</param>
    /// <returns>A sum of what was read, so that nobody may leave the loads out.</returns>
    public abstract float Run(ReadOnlySpan<float> memory, int passes);
}

/// <summary>By registers of one width.</summary>
internal sealed unsafe class LoadLoop<TLanes, TVector> : LoadLoop
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public override string Name => $"load-{TLanes.Name}";

    public override bool IsSupported => TLanes.IsSupported;

    public override int StepBytes => 8 * TLanes.Count * sizeof(float);

    public override float Run(ReadOnlySpan<float> memory, int passes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(passes);
        int steps = memory.Length / (8 * TLanes.Count);
        ArgumentOutOfRangeException.ThrowIfZero(steps);
        fixed (float* from = memory)
            return Run(from, steps, passes);
    }

    [MethodImpl(Compilation.Hot)]
    private static float Run(float* memory, int steps, int passes)
    {
        TVector acc0 = TLanes.Create(0), acc1 = acc0, acc2 = acc0, acc3 = acc0, acc4 = acc0, acc5 = acc0, acc6 = acc0, acc7 = acc0;
        nint lanes = TLanes.Count;
        do
        {
            float* from = memory;
            int step = steps;
            do
            {
                acc0 = TLanes.Add(acc0, TLanes.Load(from));
                acc1 = TLanes.Add(acc1, TLanes.Load(from + lanes));
                acc2 = TLanes.Add(acc2, TLanes.Load(from + (2 * lanes)));
                acc3 = TLanes.Add(acc3, TLanes.Load(from + (3 * lanes)));
                acc4 = TLanes.Add(acc4, TLanes.Load(from + (4 * lanes)));
                acc5 = TLanes.Add(acc5, TLanes.Load(from + (5 * lanes)));
                acc6 = TLanes.Add(acc6, TLanes.Load(from + (6 * lanes)));
                acc7 = TLanes.Add(acc7, TLanes.Load(from + (7 * lanes)));
                from += 8 * lanes;
            }
            while (--step != 0);
        }
        while (--passes != 0);

        acc0 = TLanes.Add(TLanes.Add(TLanes.Add(acc0, acc1), TLanes.Add(acc2, acc3)), TLanes.Add(TLanes.Add(acc4, acc5), TLanes.Add(acc6, acc7)));
        float* sums = stackalloc float[TLanes.Count];
        TLanes.Store(acc0, sums);
        float sum = 0;
        for (int i = 0; i < TLanes.Count; i++)
            sum += sums[i];
        return sum;
    }
}
