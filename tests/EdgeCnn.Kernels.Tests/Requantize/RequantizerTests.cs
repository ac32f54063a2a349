using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Tests.Requantize;

public sealed unsafe class RequantizerTests
{
    [Fact]
    public void Store_ExtremeSumsAndMultipliers_MatchesTheRule()
    {
        int[] sums = [int.MinValue, int.MinValue + 1, -16_777_217, -3, -2, -1, 0, 1, 2, 3, 16_777_217, int.MaxValue];
        float[] multipliers = [1e-10f, 0.5f, 1f, 1.5f, 1e10f, float.Epsilon, 3e38f];
        foreach (float multiplier in multipliers)
        {
            foreach (int sum in sums)
            {
                int[] tile = [sum, sum, sum, sum];
                byte[] output = new byte[4];
                float[] m = [multiplier, multiplier, multiplier, multiplier];
                var args = new RequantizeArgs { Bias = new int[4], Multiplier = m, ZeroPoint = -3, Minimum = -128, Maximum = 127 };
                fixed (int* t = tile)
                fixed (byte* o = output)
                    Requantizer.Store(t, 4, 1, 4, 0, args, o, 4);
                int expected = ReferenceConvolution.Requantize(sum, multiplier, -3, -128, 127);
                Assert.All(output, code => Assert.Equal(expected, (sbyte)code));
                Assert.Equal(expected, Requantizer.Requantize(sum, 0, multiplier, args));
            }
        }
    }

    [Fact]
    public void Store_PartOfATile_WritesOnlyItsColumns()
    {
        int[] tile = [.. Enumerable.Range(0, 16)];
        for (int columns = 1; columns <= 8; columns++)
        {
            using var output = new GuardedMemory<byte>(8 + columns);
            output.Span.Fill(99);
            var args = new RequantizeArgs { Bias = new int[8], Multiplier = [1, 1, 1, 1, 1, 1, 1, 1], ZeroPoint = 0, Minimum = 0, Maximum = 255 };
            fixed (int* t = tile)
            fixed (byte* o = output.Span)
                Requantizer.Store(t, 8, 2, columns, 0, args, o, 8);
            for (int i = 0; i < output.Length; i++)
                Assert.Equal(i % 8 < columns ? (i / 8 * 8) + (i % 8) : 99, output.Span[i]);
        }
    }
}
