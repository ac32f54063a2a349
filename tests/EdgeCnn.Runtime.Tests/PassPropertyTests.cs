using EdgeCnn.Graph;
using EdgeCnn.Graph.Passes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>No pass changes a result: on random networks every bit is the same with it, without it, and with no other.</summary>
public sealed class PassPropertyTests
{
    private const int Networks = 300;

    private static readonly string[] Names = [.. GraphPasses.All.Select(pass => pass.Name)];
    private static readonly string[] OnFloats = [.. Names.Except(["fuse-quantization"])];

    public static TheoryData<string> Passes => [.. OnFloats];

    [Theory]
    [MemberData(nameof(Passes))]
    public void Run_OnePassAlone_ChangesNoResult(string name)
    {
        IGraphPass pass = GraphPasses.All.Single(pass => pass.Name == name);
        int changed = 0;
        for (int seed = 0; seed < 2 * Networks; seed++)
        {
            // As it comes, and where those before it have been.
            NetworkGraph before = RandomNetwork.Of(seed);
            if (seed % 2 == 1)
                before = GraphPasses.Run(before, [.. Names.SkipWhile(other => other != name)]);
            NetworkGraph after = GraphValidator.Validated(pass.Run(before));
            changed += ReferenceEquals(before, after) || before.Nodes.SequenceEqual(after.Nodes) ? 0 : 1;
            Assert.Equal(before.Inputs, after.Inputs);
            Assert.Equal(before.Outputs, after.Outputs);
            AssertSame($"seed {seed}", before, Outputs(before, seed), Outputs(after, seed));
        }

        Assert.True(changed >= 3, $"{name} had work in {changed} networks only");
    }

    [Theory]
    [MemberData(nameof(Passes))]
    public void Create_WithoutOnePass_ChangesNoResult(string name)
    {
        for (int seed = 0; seed < Networks; seed++)
        {
            NetworkGraph graph = RandomNetwork.Of(seed);
            AssertSame($"seed {seed}", graph, Outputs(graph, seed), Outputs(graph, seed, name));
        }
    }

    [Fact]
    public void Create_WithAllPasses_ChangesNoResult()
    {
        for (int seed = 0; seed < 3 * Networks; seed++)
        {
            NetworkGraph graph = RandomNetwork.Of(seed);
            AssertSame($"seed {seed}", graph, Outputs(graph, seed), Outputs(graph, seed, []));
        }
    }

    /// <summary>Inputs and outputs of the turned network are those of the other, in the order that it tells.</summary>
    [Fact]
    public void TurnPictures_ChangesNothingButTheOrderItTells()
    {
        int turnedInputs = 0, turnedOutputs = 0, kept = 0;
        for (int seed = 0; seed < 3 * Networks; seed++)
        {
            NetworkGraph before = RandomNetwork.Of(seed), after = GraphValidator.Validated(new TurnPictures().Run(before));
            Assert.Equal(before.Inputs, after.Inputs);
            Assert.Equal(before.Outputs, after.Outputs);
            Assert.All(after.KeptLayout, name => Assert.Equal(4, after.Tensor(name).Shape.Rank));
            bool Turned(string name) => after.Tensor(name).Shape.Rank == 4 && !after.KeptLayout.Contains(name);
            float[][] expected = Outputs(before, seed), got = Outputs(after, seed, Names, Turned);
            AssertSame($"seed {seed}", before, [.. expected.Select((values, i) => Turned(before.Outputs[i]) ? ToLast(values, before.Tensor(before.Outputs[i]).Shape) : values)], got);
            turnedInputs += before.Inputs.Count(Turned);
            turnedOutputs += before.Outputs.Except(before.Inputs).Count(Turned);
            kept += after.KeptLayout.Length;
        }

        Assert.True(turnedInputs > 20 && turnedOutputs > 20 && kept > 20, $"{turnedInputs} inputs and {turnedOutputs} outputs turned, {kept} kept");
    }

    private static float[][] Outputs(NetworkGraph graph, int seed) => Outputs(graph, seed, Names);

    private static float[][] Outputs(NetworkGraph graph, int seed, string without) => Outputs(graph, seed, [without]);

    private static float[][] Outputs(NetworkGraph graph, int seed, string[] without, Func<string, bool>? turned = null)
    {
        var session = InferenceSession.Create(graph, new SessionOptions { WithoutPasses = without });
        var random = new Random(seed);
        for (int i = 0; i < session.Inputs.Length; i++)
        {
            Shape shape = session.Inputs[i].Shape;
            float[] values = RandomNetwork.Values(random, shape.Elements);
            bool last = turned?.Invoke(session.Inputs[i].Name) == true;
            session.SetInput<float>(i, last ? ToLast(values, new Shape(shape[0], shape[3], shape[1], shape[2])) : values);
        }

        session.Run();
        return [.. session.Outputs.Select((output, i) =>
        {
            float[] values = new float[output.Shape.Elements];
            session.CopyOutput<float>(i, values);
            return values;
        })];
    }

    private static float[] ToLast(float[] values, Shape nchw)
    {
        float[] turned = new float[values.Length];
        int c = nchw[1], plane = nchw[2] * nchw[3];
        for (int i = 0; i < values.Length; i++)
            turned[((i / (c * plane)) * c * plane) + (i % plane * c) + (i / plane % c)] = values[i];
        return turned;
    }

    private static void AssertSame(string what, NetworkGraph graph, float[][] expected, float[][] got)
    {
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].SequenceEqual(got[i]), $"{what}: output '{graph.Outputs[i]}' differs: {string.Join(' ', expected[i].Take(12))}\n{string.Join(' ', got[i].Take(12))}\n{string.Join('\n', graph.Nodes.Select(node => $"{node} {graph.Tensor(node.Output).Shape} <- {string.Join(' ', node.Inputs)}"))}");
    }
}
