using System.Text;
using EdgeCnn.Graph.Format;
using EdgeCnn.Testing.Fuzzing;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Format;

/// <summary>Headers with right checksums around wrong contents: what an attacker sends who can compute a CRC.</summary>
public sealed class HostileHeaderTests
{
    private static readonly byte[] File = EcnnWriter.ToBytes(IntegerNetwork());
    private static readonly string Json = Encoding.UTF8.GetString(RawModelFile.Header(File));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"name\":null,\"inputs\":[],\"outputs\":[],\"tensors\":[],\"nodes\":[]}")]
    [InlineData("{\"name\":\"n\",\"inputs\":null,\"outputs\":null,\"tensors\":null,\"nodes\":null}")]
    [InlineData("{\"name\":\"n\",\"inputs\":[],\"outputs\":[],\"tensors\":[],\"nodes\":[]}")]
    [InlineData("{\"name\":\"n\",\"inputs\":[\"x\"],\"outputs\":[\"x\"],\"tensors\":[null],\"nodes\":[]}")]
    [InlineData("{\"name\":\"n\",\"inputs\":[\"x\"],\"outputs\":[\"x\"],\"tensors\":[{}],\"nodes\":[]}")]
    [InlineData("{\"name\":\"n\",\"inputs\":[\"\\ud800\"],\"outputs\":[],\"tensors\":[],\"nodes\":[]}")]
    public void Read_OtherJson_IsRefused(string json) => Refused(json);

    public static TheoryData<string, string> Replacements => new()
    {
        { "\"op\":\"Dense\"", "\"op\":\"Eval\"" },
        { "\"op\":\"Dense\"", "\"op\":null" },
        { "\"op\":\"Dense\"", "\"op\":7" },
        { "\"op\":\"Dense\",", "" },
        { "\"activation\":\"Relu\"", "\"activation\":1" },
        { "\"activation\":\"Relu\"", "\"activation\":\"1\"" },
        { "\"activation\":\"Relu\"", "\"activation\":\"Gelu\"" },
        { "\"activation\":\"Relu\"", "\"activation\":\"None, Relu\"" },
        { "\"activation\":\"Relu\"", "\"acceleration\":\"Relu\"" },
        { "\"type\":\"Int32\"", "\"type\":3" },
        { "\"type\":\"Int32\"", "\"type\":\"Float64\"" },
        { "\"type\":\"Int32\"", "\"type\":null" },
        { "\"permutation\":[1,0]", "\"permutation\":null" },
        { "\"permutation\":[1,0]", "\"permutation\":[1,1]" },
        { "\"permutation\":[1,0]", "\"permutation\":[1,2147483648]" },
        { "\"inputs\":[\"x\",\"w\",\"b\"]", "\"inputs\":[\"x\",null,\"b\"]" },
        { "\"inputs\":[\"x\",\"w\",\"b\"]", "\"inputs\":null" },
        { "\"inputs\":[\"x\",\"w\",\"b\"]", "\"inputs\":[\"y\",\"w\",\"b\"]" },
        { "\"inputs\":[\"x\",\"w\",\"b\"]", "\"inputs\":[\"x\",\"w\",\"b\",\"b\"]" },
        { "\"shape\":[2,3],\"quant\":{\"scales\":[0.5]", "\"shape\":[65536,65536,65536],\"quant\":{\"scales\":[0.5]" },
        { "\"shape\":[2,3],\"quant\":{\"scales\":[0.5]", "\"shape\":[2,-3],\"quant\":{\"scales\":[0.5]" },
        { "\"shape\":[2,3],\"quant\":{\"scales\":[0.5]", "\"shape\":null,\"quant\":{\"scales\":[0.5]" },
        { "\"shape\":[2,3],\"quant\":{\"scales\":[0.5]", "\"shape\":[2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"quant\":{\"scales\":[0.5]" },
        { "\"scales\":[0.5]", "\"scales\":[1e999]" },
        { "\"scales\":[0.5]", "\"scales\":[\"NaN\"]" },
        { "\"scales\":[0.5]", "\"scales\":[]" },
        { "\"scales\":[0.5]", "\"scales\":null" },
        { "\"scales\":[0.5],\"zeroPoints\":[128]", "\"scales\":[0.5],\"zeroPoints\":[-1]" },
        { "\"scales\":[0.5],\"zeroPoints\":[128]", "\"scales\":[0.5],\"zeroPoints\":[99999999999]" },
        { "\"offset\":64", "\"offset\":-64" },
        { "\"offset\":64", "\"offset\":65" },
        { "\"offset\":64", "\"offset\":128" },
        { "\"offset\":64", "\"offset\":9223372036854775744" },
        { "\"offset\":64", "\"offset\":-9223372036854775808" },
        { "\"offset\":64", "\"offset\":4294967296" },
        { "\"offset\":64", "\"offset\":\"64\"" },
        { "\"name\":\"t\"", "\"name\":\"d\"" },
        { "\"name\":\"t\"", "\"name\":null" },
        { "\"name\":\"t\"", "\"name\":\"\"" },
        { "\"output\":\"t\"", "\"output\":\"d\"" },
        { "\"output\":\"t\"", "\"output\":null" },
        { "\"outputs\":[\"y\"]", "\"outputs\":[null]" },
        { "\"outputs\":[\"y\"]", "\"outputs\":\"y\"" },
        { "{\"name\":\"integers\"", "{\"names\":\"integers\"" },
        { "{\"name\":\"integers\"", "{\"more\":1,\"name\":\"integers\"" },
        { "\"provenance\":{}", "\"provenance\":null" },
        { ",\"provenance\":{}", "" },
        { ",\"axis\":-1", "" },
        { "\"provenance\":{}", "\"contract\":{},\"provenance\":{}" },
    };

    [Theory]
    [MemberData(nameof(Replacements))]
    public void Read_OneMemberChanged_IsRefused(string from, string to)
    {
        int at = Json.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the sample's header has no {from}: {Json}");
        Refused(Json[..at] + to + Json[(at + from.Length)..]);
    }

    [Fact]
    public void Read_WindowMissingOrNull_IsRefused()
    {
        byte[] sample = EcnnWriter.ToBytes(FloatNetwork());
        string json = Encoding.UTF8.GetString(RawModelFile.Header(sample));
        int at = json.IndexOf("\"window\":", StringComparison.Ordinal), end = json.IndexOf('}', at) + 1;
        Refused(json[..at] + json[(end + 1)..], sample);
        Refused($"{json[..at]}\"window\":null{json[end..]}", sample);
    }

    [Fact]
    public void Read_SampleUnchanged_IsTaken() => Assert.Equal(File, EcnnWriter.ToBytes(EcnnReader.Read(RawModelFile.Make(Encoding.UTF8.GetBytes(Json), RawModelFile.Data(File)))));

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Read_DeepNesting_IsRefused(int depth)
    {
        Refused(new string('[', depth));
        Refused($"{{\"name\":{new string('[', depth)}{new string(']', depth)}}}");
        Refused($"{{\"nodes\":[{string.Concat(Enumerable.Repeat("{\"op\":", depth))}1{new string('}', depth)}]}}");
        Refused(Json.Replace("\"provenance\":{}", $"\"provenance\":{string.Concat(Enumerable.Repeat("{\"a\":", depth))}1{new string('}', depth)}", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ManyNullsAndNames_StaysWithinAllocationBound()
    {
        Refused(Json.Replace("\"outputs\":[\"y\"]", $"\"outputs\":[{string.Join(',', Enumerable.Repeat("null", 50_000))}]", StringComparison.Ordinal));
        Refused(Json.Replace("\"outputs\":[\"y\"]", $"\"outputs\":[{string.Join(',', Enumerable.Repeat("\"\"", 50_000))}]", StringComparison.Ordinal));
        Refused(Json.Replace("\"permutation\":[1,0]", $"\"permutation\":[{string.Join(',', Enumerable.Repeat("0", 50_000))}]", StringComparison.Ordinal));
        Refused(Json.Replace("\"tensors\":[", $"\"tensors\":[{string.Concat(Enumerable.Repeat("null,", 50_000))}", StringComparison.Ordinal));
    }

    private static void Refused(string json, byte[]? sample = null) =>
        Assert.ThrowsAny<EdgeCnnException>(() => Bounded(RawModelFile.Make(Encoding.UTF8.GetBytes(json), RawModelFile.Data(sample ?? File))));

    // FORMAT.md: a reader allocates at most 16 times the file's size plus 64 MiB.
    private static NetworkGraph Bounded(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return EcnnReader.Read(file);
        }
        finally
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= (16L * file.Length) + (64 << 20), $"{allocated} bytes were allocated for a file of {file.Length}");
        }
    }
}
