using EdgeCnn.Graph;

namespace EdgeCnn.Quantization.Tests;

public sealed class WeightQuantizerTests
{
    [Fact]
    public void Quantize_TwoChannels_EachGetsItsOwnScale()
    {
        var (codes, quant) = WeightQuantizer.Quantize([1f, -0.5f, 0f, 127f, -127f, 63.5f], new Shape(2, 3), 0);
        Assert.Equal([127, -64, 0, 127, -127, 64], codes.Select(c => (int)c));
        Assert.Equal<float>([1f / 127f, 1f], quant.Scales.ToArray());
        Assert.Equal(0, quant.Axis);
    }

    [Fact]
    public void Quantize_RandomWeights_NeverUsesMinus128AndErrsByHalfAStep()
    {
        var random = new Random(1);
        float[] weights = [.. Enumerable.Range(0, 1000).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        var (codes, quant) = WeightQuantizer.Quantize(weights, new Shape(10, 100), 0);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(codes[i], (sbyte)-127, (sbyte)127);
            Assert.Equal(weights[i], codes[i] * quant.Scales[i / 100], quant.Scales[i / 100] * 0.501f);
        }
    }

    [Fact]
    public void Quantize_LastAxis_GivesEachDepthwiseChannelItsScale()
    {
        var (codes, quant) = WeightQuantizer.Quantize([127f, 1f, -254f, 0.5f], new Shape(2, 1, 2), 2);
        Assert.Equal([64, 127, -127, 64], codes.Select(c => (int)c));
        Assert.Equal<float>([2f, 1f / 127f], quant.Scales.ToArray());
        Assert.Equal(2, quant.Axis);
    }

    [Fact]
    public void Quantize_ChannelOfZeros_HasAUsableScale() => Assert.All(WeightQuantizer.Quantize(new float[4], new Shape(2, 2), 0).Quant.Scales, scale => Assert.True(scale > 0));

    [Fact]
    public void QuantizeBias_HugeBias_SaturatesInsteadOfWrapping()
    {
        var (codes, _) = WeightQuantizer.QuantizeBias([1e30f, -1e30f, 2.5f], 1f, QuantParams.PerChannel([1f, 1f, 1f]));
        Assert.True(codes[0] > 1_000_000_000);
        Assert.True(codes[1] < -1_000_000_000);
        Assert.Equal(2, codes[2]);
    }
}
