namespace EdgeCnn.Kernels.Roofline;

/// <summary>The body of a <see cref="MacLoop"/>: as many independent sums as hide an instruction's latency, each fed by its own last value.</summary>
internal interface IMacLoop
{
    /// <inheritdoc cref="MacLoop.Name"/>
    static abstract string Name { get; }

    /// <inheritdoc cref="MacLoop.IsInt8"/>
    static abstract bool IsInt8 { get; }

    /// <inheritdoc cref="MacLoop.IsSupported"/>
    static abstract bool IsSupported { get; }

    /// <inheritdoc cref="MacLoop.MacsPerStep"/>
    static abstract int MacsPerStep { get; }

    /// <summary>Runs at least one step.</summary>
    static abstract float Run(int steps);
}
