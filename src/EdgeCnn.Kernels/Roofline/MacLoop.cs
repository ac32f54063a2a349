namespace EdgeCnn.Kernels.Roofline;

/// <summary>A loop of products that never leaves the registers: no kernel of these instructions can be faster.</summary>
/// <remarks>Source: Williams, Waterman &amp; Patterson 2009, "Roofline: an insightful visual performance model", the flat part of the roof.</remarks>
public abstract class MacLoop
{
    /// <summary>The instructions, for example <c>int8-dot-neondot</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True for products of bytes, false for floats.</summary>
    public abstract bool IsInt8 { get; }

    /// <summary>True if this processor has the instructions.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Multiply-adds of one step.</summary>
    public abstract int MacsPerStep { get; }

    /// <summary>Runs a number of steps.</summary>
    /// <returns>One of the sums, so that nobody may leave the products out.</returns>
    public abstract float Run(int steps);
}

/// <summary>Closes the front door over a loop.</summary>
internal sealed class MacLoop<TLoop> : MacLoop
    where TLoop : struct, IMacLoop
{
    public override string Name => TLoop.Name;

    public override bool IsInt8 => TLoop.IsInt8;

    public override bool IsSupported => TLoop.IsSupported;

    public override int MacsPerStep => TLoop.MacsPerStep;

    public override float Run(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return TLoop.Run(steps);
    }
}
