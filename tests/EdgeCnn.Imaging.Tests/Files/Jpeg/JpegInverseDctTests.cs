using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegInverseDctTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(10, 120)]
    [InlineData(64, 60)]
    public void Transform_RandomBlocks_MatchTheFormula(int places, int magnitude)
    {
        int apart = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            int[] block = Block(new Random(seed), places, magnitude);
            double[] expected = Formula(block);
            byte[] samples = Transform(block, places - 1);
            for (int i = 0; i < 64; i++)
            {
                double exact = Math.Clamp(expected[i] + 128, 0, 255);
                Assert.True(Math.Abs(exact - samples[i]) < 1, $"seed {seed}, sample {i}: expected {exact}, got {samples[i]}");
                apart += Math.Abs(exact - samples[i]) > 0.52 ? 1 : 0;
            }
        }

        Assert.True(apart < 300 * 64 / 50, $"{apart} of {300 * 64} samples are not the nearest integer");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Transform_ShortCuts_GiveTheBytesOfTheWholeTransform(int places)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            int[] block = Block(new Random(seed), places, 1500);
            Assert.Equal(Transform(block, 63), Transform(block, places - 1));
        }
    }

    [Fact]
    public void Transform_CoefficientsOfNoEncoder_GivesBytesOnly()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            int[] block = [.. Enumerable.Range(0, 64).Select(_ => random.Next(int.MinValue, int.MaxValue))];
            Transform(block, 63);
        }
    }

    [Fact]
    public void Transform_LeavesTheSamplesBesideTheBlock()
    {
        byte[] samples = new byte[(7 * 20) + 8 + 5];
        samples.AsSpan().Fill(77);
        JpegInverseDct.Transform(Block(new Random(5), 64, 100), 63, new int[64], samples.AsSpan(5), 20);
        for (int i = 0; i < samples.Length; i++)
            Assert.True((i - 5) % 20 is >= 0 and < 8 || samples[i] == 77, $"byte {i} was written");
    }

    // Coefficients in the first places of the zig-zag sequence.
    private static int[] Block(Random random, int places, int magnitude)
    {
        int[] block = new int[64];
        for (int k = 0; k < places; k++)
            block[JpegTables.ZigZag[k]] = random.Next(-magnitude, magnitude + 1);
        return block;
    }

    private static byte[] Transform(int[] block, int last)
    {
        byte[] samples = new byte[64];
        JpegInverseDct.Transform([.. block], last, new int[64], samples, 8);
        return samples;
    }

    private static double[] Formula(int[] block)
    {
        double[] samples = new double[64];
        for (int i = 0; i < 4096; i++)
        {
            int x = i % 8, y = i / 8 % 8, u = i / 64 % 8, v = i / 512;
            double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
            samples[(8 * y) + x] += scale * block[(8 * v) + u] * Math.Cos(((2 * x) + 1) * u * Math.PI / 16) * Math.Cos(((2 * y) + 1) * v * Math.PI / 16);
        }

        return samples;
    }
}
