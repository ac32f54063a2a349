using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Runtime.Tests;

/// <summary>
/// Model files from anybody: whatever the bytes are, they are refused with offset or node, or the network is valid, can be
/// kept, planned and run.
/// </summary>
public sealed class ModelFileFuzzTests
{
    // Far above what the seeds need, far below what a case may allocate.
    private static readonly SessionOptions Options = new() { MaxArenaBytes = 16 << 20 };

    [Fact]
    public void Read_Mutants_AreRefusedOrRun() =>
        new FuzzRun("ecnn", ReadPlanRun, IsRefusal).Run([.. FuzzSeeds.All.Select(EcnnWriter.ToBytes)], EcnnMutator.Mutate);

    [Fact]
    public void Read_Seeds_Run() => Assert.All(FuzzSeeds.All, graph => Assert.True(new FuzzRun("ecnn-seed", ReadPlanRun, IsRefusal).Run(EcnnWriter.ToBytes(graph))));

    private static void ReadPlanRun(byte[] file)
    {
        NetworkGraph graph = EcnnReader.Read(file);
        Assert.Empty(GraphValidator.Check(graph));
        byte[] written = EcnnWriter.ToBytes(graph);
        Assert.Equal(written, EcnnWriter.ToBytes(EcnnReader.Read(written)));
        var session = InferenceSession.Create(graph, Options);
        // A valid network may be as slow as it likes; here only quick ones are run.
        if (graph.MultiplyAdds > 1_000_000 || session.Describe().Length == 0)
            return;
        for (int input = 0; input < session.Inputs.Length; input++)
            Give(session, input);
        session.Run();
        for (int output = 0; output < session.Outputs.Length; output++)
            Take(session, output);
    }

    private static void Give(InferenceSession session, int input)
    {
        int count = session.Inputs[input].Shape.Elements;
        if (session.Inputs[input].Type == DataType.Float32)
            session.SetInput<float>(input, [.. Enumerable.Range(0, count).Select(i => (i % 7) - 3f)]);
        else if (session.Inputs[input].Type == DataType.Int32)
            session.SetInput<int>(input, new int[count]);
        else
            session.SetInput<byte>(input, Networks.RandomCodes(1, count));
    }

    private static void Take(InferenceSession session, int output)
    {
        int count = session.Outputs[output].Shape.Elements;
        if (session.Outputs[output].Type == DataType.Float32)
            session.CopyOutput<float>(output, new float[count]);
        else if (session.Outputs[output].Type == DataType.Int32)
            session.CopyOutput<int>(output, new int[count]);
        else
            session.CopyOutput<byte>(output, new byte[count]);
    }

    private static bool IsRefusal(Exception error, int fileLength) => error switch
    {
        ModelFormatException format => format.Offset >= 0 && format.Offset <= fileLength && format.ExitCode == ExitCode.BadData,
        GraphException graph => graph.Node.Length > 0 && graph.ExitCode == ExitCode.BadData,
        _ => false,
    };
}
