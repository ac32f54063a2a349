using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests.Pixels;

public sealed class ResizeBilinearTests
{
    [Fact]
    public void Row_RandomPixels_MatchesTheFormula()
    {
        var random = new Random(12);
        foreach (int channels in (int[])[1, 3, 4])
        {
            byte[] above = new byte[20 * channels], below = new byte[20 * channels];
            random.NextBytes(above);
            random.NextBytes(below);
            var axis = new ResizeAxis(2, 17, 9);
            for (int weight = 0; weight < 256; weight += 51)
            {
                using var output = new GuardedMemory<byte>(9 * channels);
                ResizeBilinear.Row(above, below, weight, axis, channels, output.Span);
                for (int i = 0; i < output.Length; i++)
                {
                    int left = (axis.First[i / channels] * channels) + (i % channels), right = (axis.Second[i / channels] * channels) + (i % channels);
                    double u = axis.Weight[i / channels] / 256.0, v = weight / 256.0;
                    double exact = ((1 - v) * (((1 - u) * above[left]) + (u * above[right]))) + (v * (((1 - u) * below[left]) + (u * below[right])));
                    Assert.Equal((byte)Math.Floor(exact + 0.5), output.Span[i]);
                }
            }
        }
    }
}
