namespace EdgeCnn.Kernels.Depthwise;

/// <summary>What the loops around a depthwise micro-kernel must know of it.</summary>
internal interface IDepthwiseMicroKernel
{
    /// <summary>The name that plans and reports print.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Rows and columns of the window.</summary>
    static abstract int Size { get; }

    /// <summary>Rows and columns from one window to the next.</summary>
    static abstract int Stride { get; }

    /// <summary>Channels of a block; fewer a layer may not have.</summary>
    static abstract int Channels { get; }

    /// <summary>Estimated cycles of one output of a block.</summary>
    static abstract double Cycles { get; }
}
