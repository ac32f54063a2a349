using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegForwardDctTests
{
    [Fact]
    public void Transform_RandomBlocks_MatchTheFormula()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            float[] block = [.. Enumerable.Range(0, 64).Select(_ => (float)random.Next(-128, 128))];
            double[] expected = Formula(block);
            JpegForwardDct.Transform(block, new float[64]);
            for (int i = 0; i < 64; i++)
                Assert.True(Math.Abs(expected[i] - block[i]) < 1e-3, $"seed {seed}, coefficient {i}: expected {expected[i]}, got {block[i]}");
        }
    }

    /// <summary>The double sum of ITU T.81 A.3.3.</summary>
    private static double[] Formula(float[] s)
    {
        double[] result = new double[64];
        for (int i = 0; i < 64 * 64; i++)
        {
            int u = i / 64 % 8, v = i / 512, x = i % 8, y = i / 8 % 8;
            double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
            result[v * 8 + u] += scale * s[y * 8 + x] * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
        }
        return result;
    }
}
