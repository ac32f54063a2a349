namespace EdgeCnn.Kernels.Isa;

/// <summary>
/// The seam between a kernel that treats all lanes alike and a register's width: such a kernel is written once and closed
/// over 4, 8 or 16 floats. Each operation is one instruction.
/// </summary>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Last part of the kernels' names.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Floats of a register.</summary>
    static abstract int Count { get; }

    /// <summary>Bytes that a block of work may keep in the second cache.</summary>
    static abstract int CachedBytes { get; }

    /// <summary>Products of the inner loop of a GEMM in the time of one instruction on a register, divided by its lanes: what a cost in products counts it for.</summary>
    static abstract double Effort { get; }

    /// <summary>The floats at any address.</summary>
    static abstract TVector Load(void* from);

    /// <summary>Writes all lanes; any address.</summary>
    static abstract void Store(TVector a, void* to);

    /// <summary>The same value in each lane.</summary>
    static abstract TVector Create(float a);

    /// <summary>a + b</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a·b</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>acc + a·b, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector acc, TVector a, TVector b);

    /// <summary>a, brought up to <paramref name="low"/>, then down to <paramref name="high"/>; what is no number stays so.</summary>
    static abstract TVector Clamp(TVector a, TVector low, TVector high);

    /// <summary>The larger of both; an a that is no number stays so.</summary>
    static abstract TVector AtLeast(TVector a, TVector low);

    /// <summary>The smaller of both; an a that is no number stays so.</summary>
    static abstract TVector AtMost(TVector a, TVector high);
}
