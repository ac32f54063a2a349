using System.Reflection;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Tests;

/// <summary>Sessions of several threads on one plan.</summary>
public sealed class ForkTests
{
    public static TheoryData<string> Graphs => ["int8", "float", "operators", "walks"];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Run_ForksOnThreeThreads_GiveTheResultsOfOne(string name)
    {
        const int Runs = 500, Inputs = 8;
        var session = InferenceSession.Create(Graph(name));
        byte[][] inputs = [.. Enumerable.Range(1, Inputs).Select(seed => Input(session, seed))];
        byte[][] expected = [.. inputs.Select(input => Result(session, input))];
        Assert.True(expected.Select(Convert.ToHexString).Distinct().Count() == Inputs, "the results do not depend on the inputs and prove nothing");

        using var start = new Barrier(3);
        Task<int>[] threads = [.. Enumerable.Range(0, 3).Select(thread => Task.Factory.StartNew(
            () =>
            {
                InferenceSession fork = session.Fork();
                int wrong = 0;
                start.SignalAndWait();
                for (int run = 0; run < Runs; run++)
                {
                    int i = ((run * (thread + 1)) + thread) % Inputs;
                    wrong += Result(fork, inputs[i]).AsSpan().SequenceEqual(expected[i]) ? 0 : 1;
                }

                return wrong;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Assert.All(threads, thread => Assert.Equal(0, thread.Result));
    }

    [Fact]
    public void Fork_OfALargeModel_SharesTheWeights()
    {
        const int Features = 1024; // 4 MiB of weights
        var random = new Random(1);
        var builder = new NetworkGraphBuilder("large");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, Features)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(Features, Features)), [.. Enumerable.Range(0, Features * Features).Select(_ => random.NextSingle())]);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w"], Output = "y" });
        builder.AddOutput("y");
        var session = InferenceSession.Create(builder.Build());
        long before = GC.GetAllocatedBytesForCurrentThread();
        InferenceSession[] forks = [.. Enumerable.Range(0, 10).Select(_ => session.Fork())];
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / forks.Length;
        Assert.True(each < session.ArenaBytes + 4096, $"A fork takes {each} bytes, its arena {session.ArenaBytes}.");
        Assert.All(forks, fork => Assert.Same(session.Graph, fork.Graph));
    }

    [Fact]
    public void Fork_SetInputOfOne_LeavesTheOtherAlone()
    {
        var session = InferenceSession.Create(Graph("float"));
        InferenceSession fork = session.Fork();
        byte[] a = Input(session, 1), b = Input(session, 2), expected = Result(session, a), got = new byte[expected.Length];
        session.SetInput<float>(0, MemoryMarshal.Cast<byte, float>(a));
        Result(fork, b);
        session.Run();
        session.CopyOutput(0, MemoryMarshal.Cast<byte, float>(got.AsSpan()));
        Assert.Equal(expected, got);
    }

    // What forks share they must not write, nor what it is made of; a field that can be set again is where that begins.
    [Fact]
    public void Operators_Fields_AreReadOnly()
    {
        Type[] operators = [.. typeof(IOperator).Assembly.GetTypes().Where(type => type is { IsClass: true, Namespace: "EdgeCnn.Runtime.Operators" } && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))];
        Assert.NotEmpty(operators);
        // Nor may what they hold: a walk with a place of its own is one that two forks push.
        var held = operators.SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)).Select(field => field.FieldType).Where(type => type.IsClass && type.Namespace == typeof(IOperator).Namespace).Distinct();
        foreach (Type type in operators.Concat(held))
            Assert.All(Fields(type), field => Assert.True(field.IsInitOnly, $"{type.Name}.{field.Name} can be written by a run."));
        foreach (Type type in operators)
            Assert.DoesNotContain(type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public), field => !field.IsInitOnly && !field.IsLiteral);
    }

    // Without parameters of a primary constructor: no compiler marks those that nobody writes.
    private static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(field => !field.Name.EndsWith(">P", StringComparison.Ordinal));

    private static NetworkGraph Graph(string name) => name switch
    {
        "int8" => Networks.Int8(1),
        "float" => Networks.Float(1),
        "walks" => Walks(),
        _ => Operators(),
    };

    // Every operator that works with scratch or tables, in one network.
    private static NetworkGraph Operators()
    {
        var quant = QuantParams.PerTensor(0.01f, 120);
        var builder = new NetworkGraphBuilder("operators");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 8, 6, 5)));
        builder.Add(new TransposeNode { Name = "t", Inputs = ["x"], Output = "t", Permutation = [0, 2, 1, 3] });
        builder.Add(new QuantizeLinearNode { Name = "q", Inputs = ["t"], Output = "q" }, DataType.UInt8, quant);
        builder.Add(new ConcatNode { Name = "c", Inputs = ["q", "q"], Output = "c" }, DataType.UInt8, QuantParams.PerTensor(0.011f, 110));
        builder.Add(new TransposeNode { Name = "u", Inputs = ["c"], Output = "u", Permutation = [0, 2, 1, 3] }, DataType.UInt8, QuantParams.PerTensor(0.011f, 110));
        builder.Add(new GlobalAveragePoolNode { Name = "g", Inputs = ["u"], Output = "g" }, DataType.UInt8, QuantParams.PerTensor(0.001f, 120));
        builder.Add(new DequantizeLinearNode { Name = "d", Inputs = ["g"], Output = "d" });
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["d"], Output = "r", Target = new Shape(1, 10) });
        builder.Add(new SoftmaxNode { Name = "s", Inputs = ["r"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    // Broadcasting, reduction, products and movement of many rows, where a place that forks shared would be pushed by both.
    private static NetworkGraph Walks()
    {
        var random = new Random(1);
        var builder = new NetworkGraphBuilder("walks");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(4, 16, 8, 8)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(16, 1, 8)), [.. Enumerable.Range(0, 128).Select(_ => random.NextSingle())]);
        builder.Add(new BinaryNode { Name = "m", Inputs = ["x", "c"], Output = "m", Kind = BinaryKind.Mul });
        builder.Add(new TransposeNode { Name = "t", Inputs = ["m"], Output = "t", Permutation = [0, 2, 3, 1] });
        builder.Add(new TransposeNode { Name = "u", Inputs = ["t"], Output = "u", Permutation = [0, 3, 2, 1] });
        builder.Add(new MatMulNode { Name = "p", Inputs = ["m", "u"], Output = "p" });
        builder.Add(new ReduceNode { Name = "r", Inputs = ["p"], Output = "y", Kind = ReduceKind.Sum, Axes = [0, 2], KeepDims = false });
        builder.AddOutput("y");
        return builder.Build();
    }

    private static byte[] Input(InferenceSession session, int seed)
    {
        if (session.Inputs[0].Type != DataType.Float32)
            return Networks.RandomCodes(seed, session.Inputs[0].SizeBytes);
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, session.Inputs[0].Shape.Elements).Select(_ => (2 * random.NextSingle()) - 1)];
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static byte[] Result(InferenceSession session, byte[] input)
    {
        byte[] output = new byte[session.Outputs[0].SizeBytes];
        if (session.Inputs[0].Type == DataType.Float32)
            session.Run(MemoryMarshal.Cast<byte, float>(input), MemoryMarshal.Cast<byte, float>(output.AsSpan()));
        else
            session.Run<byte, byte>(input, output);
        return output;
    }
}
