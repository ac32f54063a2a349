using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Softmax of codes along the last axis.</summary>
internal sealed class CodeSoftmax(TensorInfo x, TensorInfo y) : IOperator
{
    private readonly SoftmaxInt8 rule = new(y.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, y.Shape[-1], x.Quant!.Scale, y.Quant!.Scale, y.Quant.ZeroPoint);

    public string Kernel => "int8-softmax";

    public long WeightBytes => rule.TableBytes;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public void Run(StepMemory memory) => rule.Run(memory.Input(0), memory.Output);
}
