using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>An activation that a layer takes along gives the same bits as one behind it.</summary>
public sealed class FusedActivationTests
{
    public static TheoryData<string> Kinds => ["conv", "depthwise", "dense", "norm", "add"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Relu6_FusedOrBehind_GivesTheSameBits(string kind) => Assert.Equal(Gradients(kind, fused: true), Gradients(kind, fused: false));

    private static float[] Gradients(string kind, bool fused)
    {
        ActivationKind activation = fused ? ActivationKind.Relu6 : ActivationKind.None;
        var net = new NetworkBuilder("net", new Shape(1), seed: 3);
        NetworkValue x = net.Add(new VariableLayer("x", kind == "dense" ? new Shape(21) : new Shape(5, 6, 9), 7));
        NetworkValue y = kind switch
        {
            "conv" => net.Add(new Conv2dLayer("layer", 20, 3) { Activation = activation }),
            "depthwise" => net.Add(new DepthwiseConv2dLayer("layer", 3) { Activation = activation }),
            "dense" => net.Add(new DenseLayer("layer", 17) { Activation = activation }),
            "norm" => net.Add(new BatchNormLayer("layer") { Activation = activation }),
            _ => net.Add(new AddLayer("layer") { Activation = activation }, x, net.Add(new Conv2dLayer("conv", 9, 1), x)),
        };
        if (!fused)
            net.Add(new ReluLayer("relu", ActivationKind.Relu6), y);
        Network network = net.Build();
        var random = new SeededRandom(1);
        foreach (Parameter parameter in network.Parameters)
        {
            foreach (ref float value in parameter.Value.AsSpan())
                value = (float)random.NextNormal() * 3;
        }

        using var crew = new Crew(1);
        new NetworkExecutor(network, crew, 7, training: true).Train(
            (_, _, images) => images.Clear(),
            (_, _, outputs, gradient) =>
            {
                outputs.CopyTo(gradient);
                return default;
            },
            7,
            0);
        return [.. network.Parameters.SelectMany(parameter => parameter.Gradient)];
    }
}
