using EdgeCnn.Graph.Format;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Graph.Tests.Format;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("a", 0xE8B7BE43u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Compute_KnownText_GivesKnownSum(string text, uint expected) =>
        Assert.Equal(expected, Crc32.Compute(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Compute_ZerosAndOnes_GiveKnownSums()
    {
        Assert.Equal(0x190A55ADu, Crc32.Compute(new byte[32]));
        Assert.Equal(0xFF6CAB0Bu, Crc32.Compute([.. Enumerable.Repeat((byte)0xFF, 32)]));
    }

    [Fact]
    public void Compute_EachLengthAndOffset_MatchesBitwise()
    {
        byte[] data = new byte[48];
        new Random(1).NextBytes(data);
        for (int length = 0; length <= 40; length++)
        {
            for (int start = 0; start < 8; start++)
                Assert.Equal(RawModelFile.Crc(data.AsSpan(start, length)), Crc32.Compute(data.AsSpan(start, length)));
        }
    }

    [Fact]
    public void Compute_InTwoParts_ContinuesTheFirst()
    {
        byte[] data = new byte[40];
        new Random(2).NextBytes(data);
        uint whole = RawModelFile.Crc(data);
        for (int cut = 0; cut <= data.Length; cut++)
            Assert.Equal(whole, Crc32.Compute(data.AsSpan(cut), Crc32.Compute(data.AsSpan(0, cut))));
    }
}
