using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

public sealed class CodeLookupTests
{
    [Fact]
    public void Run_EveryLengthAndCode_IsTheTablesEntry()
    {
        var random = new Random(31);
        for (int length = 0; length <= 300; length++)
        {
            byte[] codes = [.. Enumerable.Range(0, length).Select(i => length == 256 ? (byte)i : (byte)random.Next(256))];
            byte[] entries = [.. Enumerable.Range(0, 256).Select(_ => (byte)random.Next(256))];
            using var input = GuardedMemory<byte>.Of(codes);
            using var table = GuardedMemory<byte>.Of(entries);
            using var output = new GuardedMemory<byte>(length);
            CodeLookup.Run(input.Span, table.Span, output.Span);
            Assert.Equal(codes.Select(code => entries[code]), output.Span.ToArray());
            CodeLookup.Run(input.Span, table.Span, input.Span);
            Assert.Equal(output.Span.ToArray(), input.Span.ToArray());
        }
    }

    [Fact]
    public void Run_TableOrOutputTooShort_Throws()
    {
        Assert.Throws<ArgumentException>(() => CodeLookup.Run([1], new byte[255], new byte[1]));
        Assert.Throws<ArgumentException>(() => CodeLookup.Run([1, 2], new byte[256], new byte[1]));
    }
}
