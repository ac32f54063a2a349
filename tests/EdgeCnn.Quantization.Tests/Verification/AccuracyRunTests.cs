using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Quantization.Verification;
using EdgeCnn.Runtime;

namespace EdgeCnn.Quantization.Tests.Verification;

public sealed class AccuracyRunTests
{
    [Fact]
    public void Add_KnownScores_CountsTheFirstLargest()
    {
        var builder = new NetworkGraphBuilder("identity");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 3)));
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu });
        builder.AddOutput("y");
        var run = new AccuracyRun(InferenceSession.Create(builder.Build()));
        Assert.Equal(1, run.Add<float>([0, 2, 2], 1));
        Assert.Equal(2, run.Add<float>([0, 1, 2], 0));
        Assert.Equal((2, 1, 0.5), (run.Images, run.Right, run.Top1));
    }
}
