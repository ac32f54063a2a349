using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels;

/// <summary>
/// The kernels for one kind of processor: one virtual call per operator, none per tile. A set is chosen once, see
/// <see cref="KernelSets"/>; it holds no state.
/// </summary>
/// <remarks>Exactness: every set gives equal int8 results, byte for byte, and equal float results, bit for bit.</remarks>
public abstract class KernelSet
{
    /// <summary>The name that users pass and reports print, for example <c>neon-dot</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The processors that the set is for.</summary>
    public abstract string Requires { get; }

    /// <summary>True if this processor can run the set.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>How the set wants 8-bit activation codes.</summary>
    public abstract ActivationSign Sign { get; }

    /// <summary>How int8 weights must be packed for <see cref="GemmInt8"/>.</summary>
    public abstract GemmFormat Int8Format { get; }

    /// <summary>How float weights must be packed for <see cref="GemmF32"/>.</summary>
    public abstract GemmFormat F32Format { get; }

    /// <summary>Integer convolution or matrix product with requantized output.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void GemmInt8(scoped in GemmInt8Args args);

    /// <summary>Float convolution or matrix product.</summary>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    public abstract void GemmF32(scoped in GemmF32Args args);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
