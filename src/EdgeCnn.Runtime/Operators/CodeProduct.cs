using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The product of two tensors of codes, with broadcasting.</summary>
internal sealed class CodeProduct(TensorInfo a, TensorInfo b, TensorInfo y, BroadcastWalk walk) : IOperator
{
    private readonly BroadcastWalk walk = walk;
    private readonly MulInt8 rule = new(y.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed)
    {
        Multiplier = a.Quant!.Scale * b.Quant!.Scale / y.Quant!.Scale,
        ZeroPointA = a.Quant.ZeroPoint,
        ZeroPointB = b.Quant.ZeroPoint,
        ZeroPointC = y.Quant.ZeroPoint,
    };

    public string Kernel => "int8-mul";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int at = 0;
        walk.Begin();
        do
        {
            rule.Run(walk.Row(memory.Input(0), 0), walk.Row(memory.Input(1), 1), memory.Output.Slice(at, walk.RowLength));
            at += walk.RowLength;
        }
        while (walk.Next());
    }
}
