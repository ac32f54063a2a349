using EdgeCnn.Graph;

namespace EdgeCnn.Onnx.Tests.Export;

/// <summary>Every model of the shared data that is read can be written, and comes back computing the same.</summary>
public sealed class SharedModelRoundTripTests
{
    [SharedDataTheory("onnx-model-tests", "perf-models")]
    [MemberData(nameof(Models))]
    public void Model_ExportedAndImported_GivesTheSameAndMovesNoMore(string folder)
    {
        string path = TestData.Shared(folder);
        NetworkGraph graph = Load(path, out var inputs);
        foreach (bool keepCodes in new[] { false, true })
        {
            Assert.Null(RoundTrip.Difference(graph, inputs, keepCodes, out NetworkGraph back));
            Assert.True(RoundTrip.Moved(back) <= RoundTrip.Moved(graph), $"transposes copy {RoundTrip.Moved(back)} elements, {RoundTrip.Moved(graph)} before");
            Assert.Equal(Ops(graph), Ops(back));
        }
    }

    [SharedDataTheory("onnx-node", "onnx-node-pytorch-converted", "onnx-node-pytorch-operator", "onnx-node-simple")]
    [InlineData("onnx-node", 300)]
    [InlineData("onnx-node-pytorch-converted", 50)]
    [InlineData("onnx-node-pytorch-operator", 15)]
    [InlineData("onnx-node-simple", 10)]
    public void NodeModels_ExportedAndImported_GiveTheSame(string set, int least)
    {
        var findings = new List<string>();
        int read = 0;
        foreach (string folder in Directory.GetDirectories(TestData.Shared(set)).Order(StringComparer.Ordinal))
        {
            NetworkGraph graph;
            Func<string, OnnxTensorFile> inputs;
            try
            {
                graph = Load(folder, out inputs);
            }
            catch (EdgeCnnException)
            {
                continue; // Not read, so there is nothing to write.
            }

            read++;
            foreach (bool keepCodes in new[] { false, true })
            {
                try
                {
                    if (RoundTrip.Difference(graph, inputs, keepCodes) is { } difference)
                        findings.Add($"{Path.GetFileName(folder)} ({keepCodes}): {difference}");
                }
                catch (EdgeCnnException error)
                {
                    findings.Add($"{Path.GetFileName(folder)} ({keepCodes}): {error.Message}");
                }
            }
        }

        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
        Assert.True(read >= least, $"only {read} models were read, expected at least {least}");
    }

    /// <summary>The folders of the models, below the shared data.</summary>
    public static TheoryData<string> Models()
    {
        var folders = new TheoryData<string>();
        foreach (string set in new[] { "onnx-model-tests", "perf-models" })
        {
            foreach (string folder in TestData.Find(set) is { } path ? Directory.GetDirectories(path).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
                folders.Add($"{set}/{Path.GetFileName(folder)}");
        }

        if (folders.Count == 0)
            folders.Add("onnx-model-tests/none");
        return folders;
    }

    // Which operators there are; their order may change with that of the file, and what passes a tensor on costs nothing.
    private static IEnumerable<string> Ops(NetworkGraph graph) => graph.Nodes.Select(node => node.Op).Where(op => op is not ("Reshape" or "QuantizeLinear" or "DequantizeLinear")).Order(StringComparer.Ordinal);

    private static NetworkGraph Load(string folder, out Func<string, OnnxTensorFile> inputs)
    {
        string model = Path.Combine(folder, "model.onnx"), set = Path.Combine(folder, "test_data_set_0");
        var files = OnnxImporter.Inputs(model)
            .Select((input, i) => (input.Name, Path: Path.Combine(set, $"input_{i}.pb")))
            .Where(input => File.Exists(input.Path))
            .ToDictionary(input => input.Name, input => OnnxTensorFile.Load(input.Path));
        inputs = name => files[name];
        return OnnxImporter.Load(model, new OnnxImportOptions { InputValues = name => files.GetValueOrDefault(name), MaxComputedBytes = int.MaxValue });
    }
}
