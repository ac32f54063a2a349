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

    /// <summary>Every path of the store: wide and narrow columns, rows in pairs, fours and alone, both signs, extreme sums.</summary>
    [Fact]
    public void Store_AnyRowsAndColumns_MatchesTheRule()
    {
        var random = new Random(30);
        int[] extremes = [int.MinValue, -1, 0, 1, int.MaxValue];
        for (int test = 0; test < 2000; test++)
        {
            int rows = random.Next(1, 10), columns = random.Next(1, 68), stride = RequantizeArgs.Padded(columns) + (RequantizeArgs.ChannelBlock * random.Next(2)), first = RequantizeArgs.ChannelBlock * random.Next(3);
            bool signed = random.Next(2) == 0;
            int low = signed ? -128 : 0, zero = random.Next(low, low + 256), minimum = random.Next(2) == 0 ? low : zero, maximum = random.Next(2) == 0 ? low + 255 : random.Next(minimum, low + 256);
            int padded = first + RequantizeArgs.Padded(columns);
            using var tile = new GuardedMemory<int>(rows * stride);
            using var output = new GuardedMemory<byte>(rows * columns);
            int[] bias = new int[padded];
            float[] multiplier = new float[padded];
            for (int i = 0; i < tile.Length; i++)
                tile.Span[i] = random.Next(50) == 0 ? extremes[random.Next(extremes.Length)] : random.Next(-40_000, 40_000);
            for (int i = first; i < first + columns; i++)
                (bias[i], multiplier[i]) = (random.Next(-1000, 1000), random.Next(20) == 0 ? 3e38f : random.NextSingle() / 128);
            fixed (int* t = tile.Span)
            fixed (byte* o = output.Span)
                Requantizer.Store(t, stride, rows, columns, first, new RequantizeArgs { Bias = bias, Multiplier = multiplier, ZeroPoint = zero, Minimum = minimum, Maximum = maximum }, o, columns);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    int expected = ReferenceConvolution.Requantize(unchecked(tile.Span[(i * stride) + j] + bias[first + j]), multiplier[first + j], zero, minimum, maximum);
                    int got = signed ? (sbyte)output.Span[(i * columns) + j] : output.Span[(i * columns) + j];
                    if (expected != got)
                        Assert.Fail($"{rows} rows, {columns} columns of {stride}: row {i}, column {j}, expected {expected}, got {got}.");
                }
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
