using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class FlipSignTests
{
    [Fact]
    public void Run_EveryCodeAndLength_MovesBy128()
    {
        for (int length = 0; length <= 256; length++)
        {
            byte[] codes = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            using var flipped = new GuardedMemory<byte>(length);
            FlipSign.Run(codes, flipped.Span);
            for (int i = 0; i < length; i++)
                Assert.Equal(i - 128, (sbyte)flipped.Span[i]);
            FlipSign.Run(flipped.Span, flipped.Span);
            Assert.Equal(codes, flipped.Span.ToArray());
        }
    }
}
