using System.Runtime.InteropServices;
using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Tensors;

public sealed class TensorSummaryTests
{
    [Fact]
    public void Of_Floats_LeavesOutWhatIsNotFinite()
    {
        float[] values = [1, float.NaN, -2, float.PositiveInfinity, 4];
        TensorSummary summary = TensorSummary.Of(DataType.Float32, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal(new TensorSummary(-2, 4, 1, 2), summary);
        Assert.Equal("min -2, max 4, mean 1, 2 NaN or infinite", summary.ToString());
    }

    [Fact]
    public void Of_NothingFinite_SaysSo()
    {
        float[] values = [float.NaN];
        Assert.Equal("no finite element, 1 NaN or infinite", TensorSummary.Of(DataType.Float32, MemoryMarshal.AsBytes(values.AsSpan())).ToString());
    }

    [Fact]
    public void Of_Codes_KeepsTheirSign()
    {
        Assert.Equal(new TensorSummary(-128, 3, -62.5, 0), TensorSummary.Of(DataType.Int8, [0x80, 3]));
        Assert.Equal(new TensorSummary(3, 128, 65.5, 0), TensorSummary.Of(DataType.UInt8, [0x80, 3]));
        Assert.Equal(new TensorSummary(-1, 256, 127.5, 0), TensorSummary.Of(DataType.Int32, [255, 255, 255, 255, 0, 1, 0, 0]));
    }
}
