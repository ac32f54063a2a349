using EdgeCnn.Graph;
using EdgeCnn.Quantization.Calibration;

namespace EdgeCnn.Quantization.Tests.Calibration;

public sealed class MinMaxObserverTests
{
    [Theory]
    [InlineData(-1f, 3f)]
    [InlineData(0f, 6f)]
    [InlineData(-2f, 0f)]
    [InlineData(0.5f, 3f)]
    [InlineData(-0.001f, 1000f)]
    public void Propose_Range_HoldsItAndZeroExactly(float low, float high)
    {
        var observer = new MinMaxObserver();
        observer.Observe([low, high]);
        QuantParams quant = observer.Propose(DataType.UInt8);
        Assert.InRange(quant.ZeroPoint, 0, 255);
        Assert.Equal(0f, QuantParams.Dequantize(QuantParams.Quantize(0f, quant.Scale, quant.ZeroPoint, DataType.UInt8), quant.Scale, quant.ZeroPoint));
        foreach (float value in (float[])[low, high])
        {
            float back = QuantParams.Dequantize(QuantParams.Quantize(value, quant.Scale, quant.ZeroPoint, DataType.UInt8), quant.Scale, quant.ZeroPoint);
            Assert.Equal(value, back, quant.Scale * 0.51f);
        }
    }

    [Fact]
    public void Propose_NothingButZero_GivesAUsableScale()
    {
        var observer = new MinMaxObserver();
        observer.Observe([0f, 0f]);
        Assert.True(observer.Propose(DataType.UInt8).Scale > 0);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Observe_NotFinite_IsRefused(float value) => Assert.Throws<EdgeCnnException>(() => new MinMaxObserver().Observe([1f, value]));
}
