using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Pooling;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The mean of each channel, float or on codes.</summary>
internal sealed class GlobalAverage(NetworkGraph graph, GlobalAveragePoolNode node) : IOperator
{
    private readonly TensorInfo x = graph.Tensor(node.Inputs[0]);
    private readonly TensorInfo y = graph.Tensor(node.Output);

    public string Kernel => "global-average-pool";

    public long WeightBytes => 0;

    public int ScratchBytes => 4 * x.Shape[3];

    public double SharedCycles => 0.6 * x.Shape.Elements;

    public void Run(StepMemory memory)
    {
        int pixels = x.Shape[1] * x.Shape[2], channels = x.Shape[3];
        int inputBytes = pixels * channels * x.Type.SizeBytes(), outputBytes = channels * x.Type.SizeBytes();
        for (int image = 0; image < x.Shape[0]; image++)
        {
            var from = memory.Input(0).Slice(image * inputBytes, inputBytes);
            var to = memory.Output.Slice(image * outputBytes, outputBytes);
            if (x.Type == DataType.Float32)
            {
                GlobalAveragePool.Run(MemoryMarshal.Cast<byte, float>(from), pixels, memory.Part, MemoryMarshal.Cast<byte, float>(to));
                continue;
            }

            float multiplier = x.Quant!.Scale / (y.Quant!.Scale * pixels);
            ActivationSign sign = x.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed;
            GlobalAveragePool.Run(from, sign, pixels, x.Quant.ZeroPoint, multiplier, y.Quant.ZeroPoint, memory.Part, MemoryMarshal.Cast<byte, int>(memory.Scratch)[..channels], to);
        }
    }
}
