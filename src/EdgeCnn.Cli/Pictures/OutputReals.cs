using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Pictures;

/// <summary>A session's first output as real numbers: floats as they are, codes by their scale.</summary>
/// <param name="session">A session whose first output is float or has a scale.</param>
internal sealed class OutputReals(InferenceSession session)
{
    private readonly TensorInfo output = session.Outputs[0];
    private readonly byte[] codes = new byte[session.Outputs[0].Type.IsCode() ? session.Outputs[0].Shape.Elements : 0];

    /// <summary>The result of the last run.</summary>
    /// <param name="values">As many as the output has elements.</param>
    public void CopyTo(Span<float> values)
    {
        if (codes.Length == 0)
        {
            session.CopyOutput(0, values);
            return;
        }

        session.CopyOutputBytes(0, codes);
        LinearQuantization.Dequantize(codes, output.Quant!.Scale, output.Quant.ZeroPoint, output.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, values);
    }
}
