using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "1[a][b] 2[c][d]")]
    [InlineData("a,b\nc,d", "1[a][b] 2[c][d]")]
    [InlineData("a,\n,b", "1[a][] 2[][b]")]
    [InlineData("\"a,1\",\"say \"\"hi\"\"\"", "1[a,1][say \"hi\"]")]
    [InlineData("\"two\r\nlines\",x\ny,z", "1[two\nlines][x] 3[y][z]")]
    [InlineData("\n\na\n\nb\n\n", "3[a] 5[b]")]
    [InlineData(" a , b ", "1[ a ][ b ]")]
    [InlineData("\"\"", "1[]")]
    [InlineData("", "")]
    public void Next_Text_GivesRowsWithLines(string text, string expected) => Assert.Equal(expected, string.Join(' ', Rows(text)));

    [Theory]
    [InlineData("x\na\"b", "line 2: a quote inside a field")]
    [InlineData("x\n\"a\"b", "line 2: 'b' follows a closing quote")]
    [InlineData("x\n\"a\n\n", "line 2: a quote is opened here and never closed")]
    public void Next_WrongQuote_NamesTheLine(string text, string message) =>
        Assert.Contains(message, Assert.Throws<EdgeCnnException>(() => Rows(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Next_QuoteThatNeverEnds_IsRefusedBeforeItTakesTheFile() =>
        Assert.Contains("more than 1048576 characters", Assert.Throws<EdgeCnnException>(() => Rows("\"" + new string('x', 2 << 20))).Message, StringComparison.Ordinal);

    private static List<string> Rows(string text)
    {
        CsvReader csv = new(new StringReader(text), "t.csv");
        List<string> rows = [];
        while (csv.Next() is { } row)
            rows.Add($"{row.Line}{string.Concat(row.Fields.Select(field => $"[{field}]"))}");
        return rows;
    }
}
