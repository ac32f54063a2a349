using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Convolution or dense layer in float32.</summary>
internal sealed class F32Linear : IOperator
{
    private readonly LinearF32Kernel kernel;
    private readonly LinearGeometry geometry;
    private readonly float[] weights; // packed
    private readonly float[] bias; // [N] or empty
    private readonly float minimum;
    private readonly float maximum;
    private readonly bool adds;

    public F32Linear(KernelPicker kernels, NetworkGraph graph, LinearNode node, AddNode? sum)
    {
        TensorInfo w = graph.Tensor(node.Inputs[1]);
        geometry = LinearGeometry.Of(node, graph.Tensor(node.Inputs[0]), w, graph.Tensor(node.Output));
        (kernel, Candidates) = kernels.LinearF32(node, geometry.Grid, geometry.N);
        weights = new float[kernel.PackedElements(geometry.Grid, geometry.N)];
        kernel.Pack(graph.Constant<float>(w.Name), geometry.Grid, geometry.N, weights);
        bias = node.Inputs.Length > 2 ? graph.Constant<float>(node.Inputs[2]).ToArray() : [];
        adds = sum is not null;
        (minimum, maximum) = (sum?.Activation ?? node.Activation).Bounds();
    }

    public string Kernel => kernel.Name;

    public ImmutableArray<string> Candidates { get; }

    public long WeightBytes => 4L * (weights.Length + bias.Length);

    public int ScratchBytes => kernel.ScratchBytes(geometry.Grid, geometry.N);

    public double SharedCycles => geometry.Images * kernel.Cost(geometry.Grid, geometry.N);

    // Of what is added each element is read just before the output's is written, in whichever order tiles come.
    public bool CanRunInPlace(int input) => input == 1;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        var x = MemoryMarshal.Cast<byte, float>(input);
        var other = adds ? MemoryMarshal.Cast<byte, float>(memory.Input(1)) : default;
        var y = MemoryMarshal.Cast<byte, float>(output);
        int inputLength = geometry.Grid.InputLength, outputLength = geometry.Grid.M * geometry.N;
        for (int image = 0; image < geometry.Images; image++)
        {
            kernel.Run(new LinearF32Args
            {
                Input = x.Slice(image * inputLength, inputLength),
                Grid = geometry.Grid,
                PackedWeights = weights,
                Bias = bias,
                Minimum = minimum,
                Maximum = maximum,
                Residual = adds ? other.Slice(image * outputLength, outputLength) : default,
                Output = y.Slice(image * outputLength, outputLength),
                N = geometry.N,
                Scratch = memory.Scratch,
                Part = memory.Part,
            });
        }
    }
}
