namespace EdgeCnn.Graph.Tests;

public sealed class EdgeCnnExceptionTests
{
    [Fact]
    public void CannotRead_IsOneLineWithPathCauseAndNextStep()
    {
        var cause = new IOException("The disk\nis gone.");
        var error = EdgeCnnException.CannotRead("a/model.onnx", cause);
        Assert.Equal("a/model.onnx: cannot be read: The disk is gone. Check the path and the rights.", error.Message);
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Same(cause, error.InnerException);
    }
}
