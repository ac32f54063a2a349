using EdgeCnn.Graph;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Tests.Layers;

/// <summary>Gives each picture of the batch values of its own, whatever the network's input is: so inputs of a layer have gradients like parameters.</summary>
internal sealed class VariableLayer(string name, Shape shape, int batch) : Layer(name)
{
    private readonly Parameter value = new($"{name}.value", new Shape([batch, .. shape.Dims]));

    public override IReadOnlyList<Parameter> Parameters => [value];

    public override void Forward(in LayerRun run) => value.Value.AsSpan(run.Place.First * shape.Elements, run.Output.Length).CopyTo(run.Output);

    public override void Backward(in LayerRun run)
    {
        Span<float> lane = value.Lane(run.Place.Lane).AsSpan(run.Place.First * shape.Elements);
        for (int i = 0; i < run.OutputGradient.Length; i++)
            lane[i] += run.OutputGradient[i];
    }

    protected override Shape OnBuild(SeededRandom random) => shape;
}
