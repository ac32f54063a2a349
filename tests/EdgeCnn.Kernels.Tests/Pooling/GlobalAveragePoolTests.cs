using EdgeCnn.Kernels.Pooling;

namespace EdgeCnn.Kernels.Tests.Pooling;

public sealed class GlobalAveragePoolTests
{
    [Theory]
    [InlineData(ActivationSign.Unsigned)]
    [InlineData(ActivationSign.Signed)]
    public void Run_RandomCodes_MatchesTheRule(ActivationSign sign)
    {
        var random = new Random(24);
        int low = sign == ActivationSign.Signed ? -128 : 0;
        for (int round = 0; round < 200; round++)
        {
            int pixels = random.Next(1, 80), channels = random.Next(1, 40), zx = random.Next(256) + low, zy = random.Next(256) + low;
            int[] x = [.. Enumerable.Range(0, pixels * channels).Select(_ => random.Next(256) + low)];
            float multiplier = (0.1f + random.NextSingle()) / pixels;
            using var input = GuardedMemory<byte>.Of([.. x.Select(code => (byte)code)]);
            using var output = new GuardedMemory<byte>(channels);
            int parts = random.Next(1, 5);
            for (int part = 0; part < parts; part++)
                GlobalAveragePool.Run(input.Span, sign, pixels, zx, multiplier, zy, new WorkPart(part, parts), new int[channels], output.Span);
            for (int c = 0; c < channels; c++)
            {
                long sum = Enumerable.Range(0, pixels).Sum(p => (long)x[(p * channels) + c]) - ((long)pixels * zx);
                Assert.Equal(ReferenceConvolution.Requantize(sum, multiplier, zy, low, low + 255), sign == ActivationSign.Signed ? (sbyte)output.Span[c] : output.Span[c]);
            }
        }
    }

    [Fact]
    public void Run_Floats_IsTheMean()
    {
        float[] y = new float[2];
        GlobalAveragePool.Run([1f, 10f, 2f, 20f, 6f, 60f], 3, WorkPart.Whole, y);
        Assert.Equal([3f, 30f], y);
    }

    [Fact]
    public void Run_EveryChannelCount_IsTheMeanBitForBit()
    {
        var random = new Random(25);
        for (int channels = 1; channels <= 67; channels++)
        {
            int pixels = random.Next(1, 60);
            float[] x = [.. Enumerable.Range(0, pixels * channels).Select(_ => random.NextSingle() - 0.4f)];
            using var input = GuardedMemory<float>.Of(x);
            using var output = new GuardedMemory<float>(channels);
            int parts = random.Next(1, 5);
            for (int part = 0; part < parts; part++)
                GlobalAveragePool.Run(input.Span, pixels, new WorkPart(part, parts), output.Span);
            for (int c = 0; c < channels; c++)
            {
                float sum = 0;
                for (int p = 0; p < pixels; p++)
                    sum += x[(p * channels) + c];
                Assert.Equal(BitConverter.SingleToInt32Bits(sum / pixels), BitConverter.SingleToInt32Bits(output.Span[c]));
            }
        }
    }

    [Fact]
    public void Run_LengthsThatDoNotFit_Throws() => Assert.Throws<ArgumentException>(() => GlobalAveragePool.Run(new float[5], 3, WorkPart.Whole, new float[2]));
}
