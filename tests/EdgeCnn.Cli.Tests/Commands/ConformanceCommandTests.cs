namespace EdgeCnn.Cli.Tests.Commands;

public sealed class ConformanceCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Conformance_UnknownKernelSet_IsUsageErrorAndNotAResult()
    {
        folder.Put("test_abs/model.onnx", "no model, which is only unsupported"u8);
        folder.Put("test_abs/test_data_set_0/input_0.pb", ""u8);
        Assert.Equal(0, EdgecnnProcess.Run("conformance", folder.Root).Code);
        EdgecnnProcess.Run("conformance", folder.Root, "--kernels", "sse9").AssertRefused(2, "'sse9'", "portable", "See 'edgecnn conformance --help'.");
    }
}
