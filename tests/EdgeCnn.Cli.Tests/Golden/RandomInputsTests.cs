using System.Runtime.InteropServices;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Cli.Tests.Golden;

public sealed class RandomInputsTests
{
    [Fact]
    public void Fill_EqualSeeds_GiveEqualBytesAndOtherSeedsOthers()
    {
        Assert.Equal(Fill(SmallModels.Sum(), 1), Fill(SmallModels.Sum(), 1));
        Assert.NotEqual(Fill(SmallModels.Sum(), 1), Fill(SmallModels.Sum(), 2));
    }

    [Fact]
    public void Fill_Contract_GivesPixelsAsTheContractWantsThem()
    {
        // Divisor 1, mean 0, std 1: pixels are whole numbers 0..255.
        float[] values = MemoryMarshal.Cast<byte, float>(Fill(SmallModels.Pixels(softmax: false), 1)).ToArray();
        Assert.All(values, value => Assert.True(value is >= 0 and <= 255 && value == MathF.Round(value), $"{value}"));
        Assert.Contains(values, value => value > 1);
    }

    [Fact]
    public void Fill_FloatWithoutAnyHint_LiesBetweenMinusOneAndOne()
    {
        float[] values = MemoryMarshal.Cast<byte, float>(Fill(SmallModels.Sum(), 1)).ToArray();
        Assert.All(values, value => Assert.InRange(value, -1f, 1f));
        Assert.True(values.Distinct().Count() > 6 && values.Min() < 0 && values.Max() > 0);
    }

    [Fact]
    public void Fill_InputThatIsQuantizedFirst_FillsTheRangeOfItsCodes()
    {
        float[] values = MemoryMarshal.Cast<byte, float>(Fill(Quantized(), 1)).ToArray();
        // Scale 2, zero point 100: −200..310.
        Assert.All(values, value => Assert.InRange(value, -200f, 310f));
        Assert.True(values.Min() < -150 && values.Max() > 250, $"{values.Min()} {values.Max()}");
    }

    private static byte[] Fill(NetworkGraph graph, long seed)
    {
        byte[] bytes = new byte[graph.Tensor(graph.Inputs[0]).SizeBytes];
        new RandomInputs(graph, seed).Fill(0, bytes);
        return bytes;
    }

    private static NetworkGraph Quantized()
    {
        var builder = new NetworkGraphBuilder("quantized");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 200)));
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["x"], Output = "c" }, DataType.UInt8, QuantParams.PerTensor(2, 100));
        builder.Add(new DequantizeLinearNode { Name = "dq", Inputs = ["c"], Output = "y" }, DataType.Float32);
        builder.AddOutput("y");
        return builder.Build();
    }
}
