using EdgeCnn.Graph;
using EdgeCnn.Runtime;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Onnx.Tests;

/// <summary>
/// ONNX files from anybody: whatever the bytes are, they are refused with offset or node, or the network is valid, can be
/// planned and run.
/// </summary>
public sealed class OnnxFuzzTests
{
    // A mutant of a large file would mostly have other weights.
    private const int LargestSeed = 100_000;

    private static readonly SessionOptions Options = new() { MaxArenaBytes = 16 << 20 };

    private static byte[][] Exported =>
    [
        .. ((NetworkGraph[])[SmallNetwork.Float(1), SmallNetwork.Int8(1), BranchRoundTripTests.Network(integer: false), BranchRoundTripTests.Network(integer: true)])
            .Select(OnnxExporter.ToBytes),
    ];

    [Fact]
    public void Load_MutantsOfExports_AreRefusedOrRun() => Fuzz("onnx").Run(Exported, ProtobufMutator.Mutate);

    /// <summary>Other people's files bring operators and forms that no export of ours has.</summary>
    [SharedDataFact("onnx-node", "onnx-model-tests")]
    public void Load_MutantsOfOtherFiles_AreRefusedOrRun()
    {
        string[] files = [.. ((string[])["onnx-node", "onnx-model-tests"]).SelectMany(folder => Directory.GetFiles(TestData.Shared(folder), "*.onnx", SearchOption.AllDirectories))
            .Where(file => new FileInfo(file).Length <= LargestSeed).Order(StringComparer.Ordinal)];
        // Most of them are of one node; ours among them give the fields of larger networks.
        Fuzz("onnx-others").Run([.. files.Select(File.ReadAllBytes), .. Exported], ProtobufMutator.Mutate);
    }

    [Fact]
    public void Load_Exports_Run() => Assert.All(Exported, file => Assert.True(Fuzz("onnx-seed").Run(file)));

    /// <summary>The property with its bounds on time and memory, for files made by hand too.</summary>
    internal static FuzzRun Fuzz(string name) => new(name, LoadPlanRun, IsRefusal);

    private static void LoadPlanRun(byte[] file)
    {
        NetworkGraph graph = OnnxImporter.Load(file);
        Assert.Empty(GraphValidator.Check(graph));
        var session = InferenceSession.Create(graph, Options);
        // A valid network may be as slow as it likes; here only quick ones are run.
        if (session.Describe().Length > 0 && graph.MultiplyAdds < 1_000_000)
            session.Run();
    }

    private static bool IsRefusal(Exception error, int fileLength) => error switch
    {
        ModelFormatException format => format.Offset >= 0 && format.Offset <= fileLength && format.ExitCode == ExitCode.BadData,
        GraphException graph => graph.Node.Length > 0 && graph.ExitCode == ExitCode.BadData,
        UnsupportedOperatorException node => node.Message.Contains("node", StringComparison.Ordinal) && node.ExitCode == ExitCode.BadData,
        _ => false,
    };
}
