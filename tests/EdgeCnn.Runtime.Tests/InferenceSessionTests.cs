using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests;

public sealed class InferenceSessionTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_FloatNetwork_MatchesReference(string set)
    {
        NetworkGraph graph = Networks.Float(1);
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = set, EqualBits = true });
        float[] x = [.. Enumerable.Range(0, 144).Select(i => MathF.Sin(i))], y = new float[4];
        session.Run<float, float>(x, y);

        var conv = new ConvolutionCase(8, 6, 3, 5, 3, 3, PadTop: 1, PadLeft: 1, PadBottom: 1, PadRight: 1);
        float[] map = [.. ReferenceConvolution.Float(conv, x, graph.Constant<float>("w1").ToArray(), graph.Constant<float>("b1").ToArray()).Select(v => Math.Max(v, 0))];
        float[] pooled = ReferenceConvolution.MaxPool(new ConvolutionCase(8, 6, 5, 1, 2, 2, 2, 2), map);
        Assert.Equal(ReferenceConvolution.Float(ConvolutionCase.Matrix(1, 4, 60), pooled, graph.Constant<float>("w2").ToArray(), null), y);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_Int8Network_MatchesReference(string set)
    {
        foreach (DataType type in (DataType[])[DataType.UInt8, DataType.Int8])
        {
            foreach (sbyte lowest in (sbyte[])[-127, -128])
                CheckInt8(set, Networks.Int8(2, type, lowest), type);
        }
    }

    private static void CheckInt8(string set, NetworkGraph graph, DataType type)
    {
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = set });
        byte[] x = Networks.RandomCodes(3, 144), y = new byte[4];
        session.Run<byte, byte>(x, y);
        int Number(byte code) => type == DataType.UInt8 ? code : (sbyte)code;
        QuantParams qx = graph.Tensor("x").Quant!, q1 = graph.Tensor("y1").Quant!, q2 = graph.Tensor("y4").Quant!;

        int[] Layer(ConvolutionCase c, int[] input, string w, int[] bias, QuantParams from, QuantParams to, int minimum)
        {
            var scales = graph.Tensor(w).Quant!.Scales;
            long[] sums = ReferenceConvolution.Sums(c, input, from.ZeroPoint, graph.Constant<sbyte>(w).ToArray(), bias);
            return [.. sums.Select((sum, i) => ReferenceConvolution.Requantize(sum, from.Scale * scales[i % c.OC] / to.Scale, to.ZeroPoint, minimum, type.MaxCode()))];
        }

        int[] map = Layer(new ConvolutionCase(8, 6, 3, 5, 3, 3, PadTop: 1, PadLeft: 1, PadBottom: 1, PadRight: 1), [.. x.Select(Number)], "w1", graph.Constant<int>("b1").ToArray(), qx, q1, q1.ZeroPoint);
        int[] pooled = ReferenceConvolution.MaxPool(new ConvolutionCase(8, 6, 5, 1, 2, 2, 2, 2), map);
        int[] expected = Layer(ConvolutionCase.Matrix(1, 4, 60), pooled, "w2", new int[4], q1, q2, type.MinCode());
        Assert.Equal(expected, y.Select(Number));
    }

    [Fact]
    public void ArenaLowerBoundBytes_Always_IsPositiveAndAtMostTheArena()
    {
        var session = InferenceSession.Create(Networks.Float(1));
        Assert.InRange(session.ArenaLowerBoundBytes, 1, session.ArenaBytes);
    }

    [Fact]
    public void Run_SameModelInBothSigns_GivesCodes128Apart()
    {
        byte[] unsigned = new byte[4], signed = new byte[4], x = Networks.RandomCodes(4, 144);
        InferenceSession.Create(Networks.Int8(5, DataType.UInt8)).Run<byte, byte>(x, unsigned);
        InferenceSession.Create(Networks.Int8(5, DataType.Int8)).Run<byte, byte>([.. x.Select(code => (byte)(code ^ 0x80))], signed);
        Assert.Equal(unsigned, signed.Select(code => (byte)(code ^ 0x80)));
    }

    [Fact]
    public void Run_WrongLengthOrType_ThrowsAndNamesBoth()
    {
        var session = InferenceSession.Create(Networks.Float(6));
        var length = Assert.Throws<ArgumentException>(() => session.Run<float, float>(new float[143], new float[4]));
        Assert.Contains("144", length.Message, StringComparison.Ordinal);
        Assert.Contains("143", length.Message, StringComparison.Ordinal);
        var type = Assert.Throws<ArgumentException>(() => session.Run<byte, float>(new byte[144], new float[4]));
        Assert.Contains("Byte", type.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetInputAndCopyOutput_EveryTypeByName_KeepsTheValues()
    {
        var session = InferenceSession.Create(EveryType());
        session.SetInput<long>("Int64", [long.MinValue, 5]);
        session.SetInput<int>("Int32", [int.MaxValue, -5]);
        session.SetInput<bool>("Bool", [true, false]);
        session.SetInput<byte>("UInt8", [255, 1]);
        session.SetInput<sbyte>("Int8", [-128, 1]);
        session.SetInput<float>("Float32", [0.5f, -1f]);
        session.Run();
        Assert.Equal([long.MinValue, 5], Output<long>(session, "Int64 out"));
        Assert.Equal([int.MaxValue, -5], Output<int>(session, "Int32 out"));
        Assert.Equal([true, false], Output<bool>(session, "Bool out"));
        Assert.Equal([(byte)1, (byte)0], Output<byte>(session, "Bool out"));
        Assert.Equal([(byte)255, (byte)1], Output<byte>(session, "UInt8 out"));
        Assert.Equal([(sbyte)-128, (sbyte)1], Output<sbyte>(session, "Int8 out"));
        Assert.Equal([0.5f, -1f], Output<float>(session, "Float32 out"));
    }

    [Fact]
    public void SetInput_WrongTypeOfAnyKind_IsRefused()
    {
        var session = InferenceSession.Create(EveryType());
        Assert.Throws<ArgumentException>(() => session.SetInput<int>("Int64", [1, 2]));
        Assert.Throws<ArgumentException>(() => session.SetInput<long>("Int32", [1, 2]));
        Assert.Throws<ArgumentException>(() => session.SetInput<uint>("Int32", [1, 2]));
        Assert.Throws<ArgumentException>(() => session.SetInput<int>("Bool", [1, 0]));
        Assert.Throws<ArgumentException>(() => session.SetInput<bool>("UInt8", [true, false]));
        Assert.Throws<ArgumentException>(() => session.SetInput<int>("Float32", [1, 2]));
    }

    [Fact]
    public void SetInputAndCopyOutput_UnknownNameOrIndex_ListTheKnown()
    {
        var session = InferenceSession.Create(EveryType());
        Assert.Contains("'Float32', 'UInt8', 'Int8'", Assert.Throws<ArgumentException>(() => session.SetInput<float>("image", [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("'Float32 out'", Assert.Throws<ArgumentException>(() => session.CopyOutput<float>("scores", new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("6 inputs", Assert.Throws<ArgumentOutOfRangeException>(() => session.SetInput<float>(6, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("6 outputs", Assert.Throws<ArgumentOutOfRangeException>(() => session.CopyOutput<float>(-1, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileWrittenFromTheGraph_GivesTheSameResult()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ecnn");
        try
        {
            EcnnWriter.Write(Networks.Int8(7), path);
            byte[] x = Networks.RandomCodes(8, 144), fromFile = new byte[4], fromGraph = new byte[4];
            InferenceSession.Load(path).Run<byte, byte>(x, fromFile);
            InferenceSession.Create(Networks.Int8(7)).Run<byte, byte>(x, fromGraph);
            Assert.Equal(fromGraph, fromFile);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Create_UnknownKernelSet_IsAUsageErrorThatListsTheKnown()
    {
        var error = Assert.Throws<EdgeCnnException>(() => InferenceSession.Create(Networks.Float(1), new SessionOptions { Kernels = "mmx" }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("portable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_KernelSetOfAnotherProcessor_IsAUsageErrorThatSaysWhatItNeeds()
    {
        KernelSet foreign = KernelSets.All.First(set => !set.IsSupported);
        var error = Assert.Throws<EdgeCnnException>(() => InferenceSession.Create(Networks.Float(1), new SessionOptions { Kernels = foreign.Name }));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(foreign.Requires, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_ArenaBeyondTheLimit_SaysWhatItNeeds()
    {
        var error = Assert.Throws<GraphException>(() => InferenceSession.Create(Networks.Float(1), new SessionOptions { MaxArenaBytes = 100 }));
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WithProfile_NamesEveryStepAndItsTime()
    {
        var session = InferenceSession.Create(Networks.Int8(9), new SessionOptions { Profile = true });
        session.Run<byte, byte>(Networks.RandomCodes(1, 144), new byte[4]);
        string table = session.Describe();
        Assert.Contains("Conv2d", table, StringComparison.Ordinal);
        Assert.Contains("MaxPool", table, StringComparison.Ordinal);
        Assert.Contains("Dense", table, StringComparison.Ordinal);
        Assert.Contains("µs", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Reshape", table, StringComparison.Ordinal);
    }

    private static T[] Output<T>(InferenceSession session, string name)
        where T : unmanaged
    {
        T[] values = new T[2];
        session.CopyOutput<T>(name, values);
        return values;
    }

    // One input of each type, and its values under another shape as a result.
    private static NetworkGraph EveryType()
    {
        var builder = new NetworkGraphBuilder("types");
        foreach (DataType type in Enum.GetValues<DataType>())
        {
            builder.AddInput(new TensorInfo($"{type}", type, new Shape(1, 2)));
            builder.Add(new ReshapeNode { Name = $"{type} reshape", Inputs = [$"{type}"], Output = $"{type} out", Target = new Shape(2) }, type);
            builder.AddOutput($"{type} out");
        }

        return builder.Build();
    }
}
