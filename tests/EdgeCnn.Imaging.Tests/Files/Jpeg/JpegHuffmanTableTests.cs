using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

public sealed class JpegHuffmanTableTests
{
    [Fact]
    public void Standard_EveryCode_IsFound()
    {
        JpegHuffmanTable table = JpegHuffmanTable.Standard(JpegTables.LuminanceAcBits, JpegTables.LuminanceAcValues);
        int code = 0, number = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            for (int i = 0; i < JpegTables.LuminanceAcBits[length - 1]; i++, code++, number++)
                Assert.Equal((length << 8) | JpegTables.LuminanceAcValues[number], Find(table, code << (16 - length)));
        }
    }

    [Fact]
    public void Define_AllOnes_IsNoCode()
    {
        JpegHuffmanTable table = JpegHuffmanTable.Standard(JpegTables.LuminanceAcBits, JpegTables.LuminanceAcValues);
        Assert.Equal(0, Find(table, 0xFFFF));
        Assert.Equal(0, Find(new JpegHuffmanTable(), 0));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 5)]
    public void Define_MoreCodesThanFit_IsRefused(int place, int count)
    {
        byte[] counts = new byte[16];
        counts[place] = (byte)count;
        Assert.False(new JpegHuffmanTable().Define(counts, new byte[count]));
    }

    [Fact]
    public void Define_AfterRefusedAndEqualTables_GivesTheLastOne()
    {
        byte[] counts = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], wrong = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        JpegHuffmanTable table = new();
        Assert.True(table.Define(counts, [1, 2]));
        Assert.False(table.Define(wrong, [1, 2, 3]));
        Assert.True(table.Define(counts, [1, 2]));
        Assert.Equal((1 << 8) | 2, Find(table, 0x8000));
        Assert.True(table.Define(counts, [1, 4]));
        Assert.Equal((1 << 8) | 4, Find(table, 0x8000));
    }

    private static int Find(JpegHuffmanTable table, int next) => table.Symbols[next >> (16 - JpegHuffmanTable.LookAhead)] is not 0 and var found ? found : table.LongSymbol(next);
}
