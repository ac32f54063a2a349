using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of one value, as a struct so that the loop around it is compiled for it alone.</summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IUnaryOperation<T>
    where T : unmanaged
{
    /// <summary>The function.</summary>
    T Invoke(T x);
}

/// <summary>A function with a form for four values at once; each lane gives the bits of the form for one value.</summary>
public interface IVectorOperation : IUnaryOperation<float>
{
    /// <summary>The function of each lane.</summary>
    Vector128<float> Invoke(Vector128<float> x);
}
