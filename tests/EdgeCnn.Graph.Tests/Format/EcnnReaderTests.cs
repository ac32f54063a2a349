using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Testing.Fuzzing;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Format;

public sealed class EcnnReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgecnn-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Samples => ["float", "integer", "qdq"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Read_WrittenGraph_WritesTheSameBytes(string sample)
    {
        byte[] file = EcnnWriter.ToBytes(Sample(sample));
        Assert.Equal(file, EcnnWriter.ToBytes(EcnnReader.Read(file)));
    }

    [Fact]
    public void Read_WrittenGraph_HasAllItsParts()
    {
        NetworkGraph graph = FloatNetwork(), back = EcnnReader.Read(EcnnWriter.ToBytes(graph));
        Assert.Equal("sample", back.Name);
        Assert.Equal(["x"], back.Inputs.ToArray());
        Assert.Equal(["y"], back.Outputs.ToArray());
        Assert.Equal("Conv2d Activation MaxPool Reshape Dense Softmax", back.Operators());
        Assert.Equal(graph.Tensors.Keys.Order(), back.Tensors.Keys.Order());
        Assert.Equal(Ramp(24), back.Constant<float>("w2"));
        Assert.Equal(Window.Same(3), ((Conv2dNode)back.Nodes[0]).Window);
        Assert.Equal("7", back.Provenance["seed"]);
        Assert.Equal(["no", "yes"], back.Contract!.Labels.ToArray());

        NetworkGraph integers = EcnnReader.Read(EcnnWriter.ToBytes(IntegerNetwork()));
        Assert.Equal([0.25f, 0.125f], integers.Tensor("w").Quant!.Scales.ToArray());
        Assert.Equal((0, -5), (integers.Tensor("w").Quant!.Axis, integers.Tensor("d").Quant!.ZeroPoint));
        Assert.Equal([70000, -1], integers.Constant<int>("b"));
        Assert.Equal(ActivationKind.Relu, ((DenseNode)integers.Nodes[0]).Activation);
    }

    [Fact]
    public void Read_FromMemory_ConstantsPointIntoIt()
    {
        byte[] file = EcnnWriter.ToBytes(FloatNetwork());
        NetworkGraph graph = EcnnReader.Read(file);
        Assert.All(graph.Constants.Values, constant => Assert.True(file.AsSpan().Overlaps(constant.Span)));
    }

    [Fact]
    public void Read_FromFile_ConstantsAreMappedAndAligned()
    {
        string path = Path.Combine(_folder, "model.ecnn");
        NetworkGraph expected = LargeNetwork();
        EcnnWriter.Write(expected, path);
        EcnnReader.Read(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        NetworkGraph graph = EcnnReader.Read(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < graph.Constants["w"].Length / 2, $"{allocated} bytes were allocated");
        Assert.True(graph.Constants["w"].Span.SequenceEqual(expected.Constants["w"].Span));
        Assert.False(MemoryMarshal.TryGetArray(graph.Constants["w"], out _));
        foreach (ReadOnlyMemory<byte> constant in graph.Constants.Values)
            Assert.Equal(0, Address(constant) % 64);
    }

    [Fact]
    public void Read_EachTruncation_IsFormatError()
    {
        byte[] file = EcnnWriter.ToBytes(IntegerNetwork());
        for (int length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<ModelFormatException>(() => EcnnReader.Read(file.AsMemory(0, length), "cut.ecnn"));
            Assert.InRange(error.Offset, 0, file.Length);
            Assert.StartsWith("cut.ecnn, offset ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_Extended_IsFormatError() =>
        Assert.Throws<ModelFormatException>(() => EcnnReader.Read((byte[])[.. EcnnWriter.ToBytes(IntegerNetwork()), 0]));

    [Fact]
    public void Read_EachFlippedBit_IsFormatError()
    {
        byte[] file = EcnnWriter.ToBytes(Tiny());
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<ModelFormatException>(() => EcnnReader.Read(file));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal("tiny", EcnnReader.Read(file).Name);
    }

    [Theory]
    [InlineData(8, 16777217L)]
    [InlineData(8, 4294967295L)]
    [InlineData(8, 0L)]
    [InlineData(16, -1L)]
    [InlineData(16, long.MinValue)]
    [InlineData(16, 2147483648L)]
    [InlineData(16, 2147483647L)]
    [InlineData(16, 0L)]
    public void Read_HostileLengthWithRightChecksum_IsFormatError(int at, long value)
    {
        byte[] file = EcnnWriter.ToBytes(Tiny());
        if (at == 8)
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), (uint)value);
        else
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
        RawModelFile.SealPrefix(file);
        Assert.Throws<ModelFormatException>(() => EcnnReader.Read(file));
    }

    [Fact]
    public void Read_OtherVersionOrLetters_SaysSo()
    {
        byte[] file = EcnnWriter.ToBytes(Tiny());
        file[4] = 2;
        RawModelFile.SealPrefix(file);
        Assert.Contains("format version 2, this program reads 1", Assert.Throws<ModelFormatException>(() => EcnnReader.Read(file)).Message, StringComparison.Ordinal);
        file[0] = (byte)'O';
        Assert.Contains("not an EdgeCnn model", Assert.Throws<ModelFormatException>(() => EcnnReader.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PathThatIsNoModelFile_IsEdgeCnnException()
    {
        string empty = Path.Combine(_folder, "empty.ecnn"), missing = Path.Combine(_folder, "missing.ecnn");
        File.WriteAllBytes(empty, []);
        Assert.Contains("empty", Assert.Throws<ModelFormatException>(() => EcnnReader.Read(empty)).Message, StringComparison.Ordinal);
        Assert.StartsWith(missing, Assert.Throws<EdgeCnnException>(() => EcnnReader.Read(missing)).Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder, Assert.Throws<EdgeCnnException>(() => EcnnReader.Read(_folder)).Message, StringComparison.Ordinal);
        Assert.Throws<EdgeCnnException>(() => EcnnReader.Read(Path.Combine(missing, "deeper")));
    }

    [Fact]
    public void Read_Pipe_IsEdgeCnnException()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
        Assert.StartsWith(path, Assert.Throws<EdgeCnnException>(() => EcnnReader.Read(path)).Message, StringComparison.Ordinal);
    }

    private static NetworkGraph Sample(string name) => name switch
    {
        "float" => FloatNetwork(),
        "integer" => IntegerNetwork(),
        _ => QdqDense(),
    };

    private static NetworkGraph Tiny()
    {
        NetworkGraphBuilder builder = new("tiny");
        builder.AddInput(Real("x", 1, 1));
        builder.AddConstant<float>(Real("w", 1, 1), [2f]);
        builder.Add(new DenseNode { Name = "n", Inputs = ["x", "w"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    private static NetworkGraph LargeNetwork()
    {
        NetworkGraphBuilder builder = new("large");
        builder.AddInput(Real("x", 1, 512));
        builder.AddConstant<float>(Real("b", 255), Ramp(255));
        builder.AddConstant<float>(Real("w", 255, 512), Ramp(255 * 512));
        builder.Add(new DenseNode { Name = "n", Inputs = ["x", "w", "b"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    private static unsafe long Address(ReadOnlyMemory<byte> memory) =>
        (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory.Span));
}
