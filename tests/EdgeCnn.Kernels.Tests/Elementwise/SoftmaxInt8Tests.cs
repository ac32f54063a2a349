using EdgeCnn.Kernels.Elementwise;
using static EdgeCnn.Testing.ReferenceCodes;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class SoftmaxInt8Tests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_RandomRows_MatchTheRule(bool unsigned)
    {
        var random = new Random(5);
        for (int round = 0; round < 300; round++)
        {
            // From three on, no product leaves float32.
            int length = random.Next(3, 4 + (1 << random.Next(1, 11)));
            Codes x = Codes.Random(random, unsigned, MathF.Exp((random.NextSingle() * 7) - 6)), y = Codes.Random(random, unsigned, random.Next(3) == 0 ? 1f / 256 : MathF.Exp((random.NextSingle() * 4) - 6));
            int[][] rows = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, length).Select(_ => x.Lowest + random.Next(256)).ToArray())];
            int[] expected = [.. rows.SelectMany(row => Softmax(x, y, row))];
            Assert.Equal(expected, Run(ActivationSign.Unsigned, unsigned ? 0 : -128, length, x, y, [.. rows.SelectMany(row => row)]));
            Assert.Equal(expected, Run(ActivationSign.Signed, unsigned ? 128 : 0, length, x, y, [.. rows.SelectMany(row => row)]));
        }
    }

    [Fact]
    public void Run_ProductsBeyondFloat32_StillGiveTheShare()
    {
        // ⌊1/s_y⌋ is 10,000; a share of 1/100 is 100 codes.
        byte[] x = [.. Enumerable.Repeat((byte)9, 100)], y = new byte[100];
        new SoftmaxInt8(ActivationSign.Unsigned, 100, 0.1f, 1e-4f, 3).Run(x, y);
        Assert.All(y, code => Assert.InRange(code, 102, 104));
        new SoftmaxInt8(ActivationSign.Unsigned, 100, 0.1f, 1e-10f, 3).Run(x, y);
        Assert.All(y, code => Assert.Equal(255, code));
        new SoftmaxInt8(ActivationSign.Unsigned, 100, 10f, float.Epsilon, 3).Run([200, .. x.Skip(1)], y);
        Assert.Equal(255, y[0]);
        Assert.All(y[1..], code => Assert.Equal(3, code));
    }

    [Fact]
    public void Run_OutputStepAboveOne_GivesTheZeroPoint()
    {
        byte[] y = new byte[2];
        new SoftmaxInt8(ActivationSign.Signed, 2, 0.1f, 1.5f, -5).Run([100, 0], y);
        Assert.Equal([-5, -5], y.Select(code => (int)(sbyte)code));
    }

    [Fact]
    public void Run_InPlace_GivesTheSame()
    {
        byte[] x = [1, 200, 30, 40, 199, 255], y = new byte[6];
        var rule = new SoftmaxInt8(ActivationSign.Unsigned, 3, 0.02f, 1f / 256, 0);
        rule.Run(x, y);
        rule.Run(x, x);
        Assert.Equal(y, x);
        Assert.Throws<ArgumentException>(() => rule.Run(new byte[4], new byte[4]));
    }

    private static int[] Run(ActivationSign sign, int offset, int length, Codes x, Codes y, int[] codes)
    {
        using var output = new GuardedMemory<byte>(codes.Length);
        new SoftmaxInt8(sign, length, x.Scale, y.Scale, y.ZeroPoint - offset).Run([.. codes.Select(code => (byte)(code - offset))], output.Span);
        return [.. output.Span.ToArray().Select(code => (sign == ActivationSign.Signed ? (sbyte)code : code) + offset)];
    }
}
