namespace EdgeCnn.Kernels.Isa;

/// <summary>Floats of one width of vector, for micro-kernels that are the same text at every width.</summary>
/// <typeparam name="TVector">The vector itself, so that the JIT keeps it in a register.</typeparam>
internal unsafe interface IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Last part of the kernels' names.</summary>
    static abstract string Name { get; }

    /// <summary>True if this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Floats of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The floats at a place.</summary>
    static abstract TVector Load(byte* from);

    /// <summary>Puts the floats there.</summary>
    static abstract void Store(TVector value, byte* to);

    /// <summary>The same float in every lane.</summary>
    static abstract TVector Create(float value);

    /// <summary>acc + x·w, rounded once.</summary>
    static abstract TVector Fma(TVector x, TVector w, TVector acc);

    /// <summary>max(low, x); what is no number stays so.</summary>
    static abstract TVector AtLeast(TVector low, TVector x);

    /// <summary>min(high, x); what is no number stays so.</summary>
    static abstract TVector AtMost(TVector high, TVector x);
}
