using System.Text;
using EdgeCnn.Agent.Tuning;

namespace EdgeCnn.Agent.Tests.Tuning;

public sealed class TuneFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_Then_TryRead_GivesTheSame()
    {
        var file = new TuneFile("arm 0x41 0xd08 r0p3", "neon", "abc", new Dictionary<string, string> { ["/c1/Conv"] = "a", ["ä \"x\""] = "b" });
        string path = Path.Combine(folder.Root, "m.ecnn.tune.json");
        file.Write(path);
        TuneFile? read = TuneFile.TryRead(path, out string? why);
        Assert.Null(why);
        Assert.Equal((file.Processor, file.Kernels, file.Model), (read!.Processor, read.Kernels, read.Model));
        Assert.Equal(file.Choices, read.Choices);
        file.Write(path);
        Assert.NotNull(TuneFile.TryRead(path, out _));
    }

    [Fact]
    public void TryRead_NoFile_IsNothingAndNoFault()
    {
        Assert.Null(TuneFile.TryRead(Path.Combine(folder.Root, "none.json"), out string? why));
        Assert.Null(why);
        Assert.Null(TuneFile.TryRead(Path.Combine(folder.Root, "no", "folder.json"), out why));
        Assert.Null(why);
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "is not what")]
    [InlineData("[]", "is not what")]
    [InlineData("{}", "is not what")]
    [InlineData("""{"version":"1"}""", "is not what")]
    [InlineData("""{"version":2,"processor":"a","kernels":"b","model":"c","choices":{}}""", "has version 2, this program reads 1")]
    [InlineData("""{"version":1e99,"processor":"a","kernels":"b","model":"c","choices":{}}""", "has version 1e99")]
    [InlineData("""{"version":1,"processor":1,"kernels":"b","model":"c","choices":{}}""", "is not what")]
    [InlineData("""{"version":1,"processor":"a","kernels":"b","model":"c","choices":[]}""", "is not what")]
    [InlineData("""{"version":1,"processor":"a","kernels":"b","model":"c","choices":{"x":1}}""", "is not what")]
    [InlineData("""{"version":1,"processor":"a","kernels":"b","model":"c","choices":{"x":"\ud800"}}""", "cannot be read")]
    [InlineData("""{"version":1,"processor":"a","kernels":"b","model":"c"}""", "is not what")]
    public void TryRead_AnythingElse_SaysWhyNot(string text, string expected)
    {
        Assert.Null(TuneFile.TryRead(folder.Put("t.json", Encoding.UTF8.GetBytes(text)), out string? why));
        Assert.Contains(expected, why, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_TooLargeTooDeepOrAFolder_SaysWhyNot()
    {
        Assert.Null(TuneFile.TryRead(folder.Put("large.json", new byte[TuneFile.MaxBytes + 1]), out string? why));
        Assert.Contains("more than", why, StringComparison.Ordinal);
        Assert.Null(TuneFile.TryRead(folder.Put("deep.json", Encoding.ASCII.GetBytes(new string('[', 100_000))), out why));
        Assert.NotNull(why);
        Assert.Null(TuneFile.TryRead(folder.Root, out why));
        Assert.NotNull(why);
    }

    [Fact]
    public void TryRead_AnyDamage_NeverThrows()
    {
        byte[] good = Encoding.UTF8.GetBytes("""{"version":1,"processor":"arm","kernels":"neon","model":"45434e","choices":{"/c1/Conv":"int8-gemm","b":"c"}}""");
        var random = new Random(7);
        int used = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] bent = good[..random.Next(good.Length / 2, good.Length + 1)];
            for (int j = random.Next(4); j > 0; j--)
                bent[random.Next(bent.Length)] = (byte)random.Next(256);
            bool read = TuneFile.TryRead(folder.Put("bent.json", bent), out string? why) is not null;
            Assert.Equal(read, why is null);
            used += read ? 1 : 0;
        }

        // Changes inside a text leave a file that can be read.
        Assert.InRange(used, 1, 4999);
    }
}
