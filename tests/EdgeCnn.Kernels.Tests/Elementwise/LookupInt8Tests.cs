using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class LookupInt8Tests
{
    [Fact]
    public void Run_AnyLengthAndTable_GivesTheTablesCodes()
    {
        var random = new Random(50);
        byte[] table = new byte[256];
        for (int length = 0; length < 70; length++)
        {
            random.NextBytes(table);
            byte[] x = new byte[length];
            random.NextBytes(x);
            using var input = GuardedMemory<byte>.Of(x);
            using var output = new GuardedMemory<byte>(length);
            LookupInt8.Run(input.Span, table, output.Span);
            Assert.Equal(x.Select(code => table[code]), output.Span.ToArray());
        }
    }

    [Fact]
    public void Run_EveryCodeInPlace_GivesTheTable()
    {
        byte[] table = [.. Enumerable.Range(0, 256).Select(code => (byte)((code * 167) + 13))], codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
        LookupInt8.Run(codes, table, codes);
        Assert.Equal(table, codes);
    }

    [Fact]
    public void Run_LengthsThatDoNotFit_Throws()
    {
        Assert.Throws<ArgumentException>(() => LookupInt8.Run(new byte[3], new byte[256], new byte[2]));
        Assert.Throws<ArgumentException>(() => LookupInt8.Run(new byte[3], new byte[255], new byte[3]));
    }
}
