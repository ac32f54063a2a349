using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of real numbers, chosen when a network is planned.</summary>
internal abstract class FloatFunction
{
    /// <summary>output[i] = f(input[i]).</summary>
    public abstract void Run(ReadOnlySpan<float> input, Span<float> output);
}

/// <summary>A function of one element at a time.</summary>
internal sealed class FloatFunction<TOperation>(TOperation f) : FloatFunction
    where TOperation : struct, IUnaryOperation<float>
{
    public override void Run(ReadOnlySpan<float> input, Span<float> output) => UnaryLoop.Run(f, input, output);
}

/// <summary>A function of four elements at a time.</summary>
internal sealed class VectorFunction<TOperation>(TOperation f) : FloatFunction
    where TOperation : struct, IVectorOperation
{
    public override void Run(ReadOnlySpan<float> input, Span<float> output) => UnaryLoop.RunVector(f, input, output);
}
