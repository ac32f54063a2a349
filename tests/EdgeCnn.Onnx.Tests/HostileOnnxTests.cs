using EdgeCnn.Testing.Fuzzing;
using static EdgeCnn.Onnx.Tests.OnnxBytes;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Files made to break a reader, each with the bounds on time and memory of the fuzzer.</summary>
public sealed class HostileOnnxTests
{
    private const long Max = int.MaxValue;

    private static readonly long[] Picture = [1, 3, 8, 8];
    private static readonly ProtoField Weights = Constant("w", [4, 3, 3, 3], 4 * 108);

    // Each changes a network that is right in one thing, so that nothing else can be why it is refused.
    private static readonly Dictionary<string, byte[]> Refused = new()
    {
        ["input of 2^48 elements"] = Model([1, 65536, 65536, 65536], Node("Relu", "x > y")),
        ["input whose product is 0 modulo 2^64"] = Model([1, 1L << 32, 1L << 32, 4], Node("Relu", "x > y")),
        ["input whose product is 1 modulo 2^32"] = Model([1, 3, 1431655765, 858993459], Node("Relu", "x > y")),
        ["input beyond the arena"] = Model([1, 3, 4000, 4000], Node("Relu", "x > y")),
        ["input of negative size"] = Model([1, 3, -8, 8], Node("Relu", "x > y")),
        ["input of two negative sizes"] = Model([1, 3, -8, -8], Node("Relu", "x > y")),
        ["input of size 0"] = Model([1, 3, 0, 8], Node("Relu", "x > y")),
        ["input of 2^63 rows"] = Model([1, 3, long.MaxValue, 8], Node("Relu", "x > y")),
        ["constant of 2^48 elements"] = Conv(Constant("w", [65536, 65536, 65536, 1], 16)),
        ["constant whose product is 0 modulo 2^64"] = Conv(Constant("w", [1L << 32, 1L << 32, 1, 1], 0)),
        ["constant whose product is 108 modulo 2^32"] = Conv(Constant("w", [4, 3, 3, 3 + (1L << 32)], 4 * 108)),
        ["constant of negative sizes"] = Conv(Constant("w", [-4, -3, 3, 3], 4 * 108)),
        ["constant of half an element"] = Conv(Constant("w", [4, 3, 3, 3], (4 * 108) - 2)),
        ["constant of an unknown type"] = Conv(Constant("w", [4, 3, 3, 3], 4 * 108, type: 999)),
        ["constant of 100,000 axes"] = Conv(Constant("w", [.. Enumerable.Repeat(1L, 100_000)], 4)),
        ["external data"] = Conv(ProtoField.Of(5,
            [.. Weights.Message!.Where(field => field.Number != 9), ProtoField.Of(13, [ProtoField.Of(1, "location"), ProtoField.Of(2, "/etc/passwd")]), ProtoField.Of(14, 1)])),
        ["external data by its place alone"] = Conv(ProtoField.Of(5, [.. Weights.Message!, ProtoField.Of(14, 1)])),
        ["cycle"] = Model(Picture, Node("Add", "x b > a"), Node("Relu", "a > b"), Node("Relu", "b > y")),
        ["node that reads itself"] = Model(Picture, Node("Add", "x y > y")),
        ["identity of itself"] = Model(Picture, Node("Identity", "y > y")),
        ["identities in a ring"] = Model(Picture, Node("Identity", "b > a"), Node("Identity", "a > b"), Node("Add", "x a > y")),
        ["node that reads what a later one writes"] = Model(Picture, Node("Relu", "a > y"), Node("Relu", "x > a")),
        ["two nodes that write one tensor"] = Model(Picture, Node("Relu", "x > y"), Node("Relu", "x > y")),
        ["node that writes the input"] = Model(Picture, Node("Relu", "x > x"), Node("Relu", "x > y")),
        ["output of nothing"] = Model(Picture, Node("Relu", "x > z")),
        ["node without inputs"] = Model(Picture, Node("Relu", " > y")),
        ["node without outputs"] = Model(Picture, Node("Relu", "x > "), Node("Relu", "x > y")),
        ["addition of misfits"] = Model(Picture, Weights, Node("Conv", "x w > c"), Node("Add", "x c > y")),
        ["concatenation along axis 2^31 - 1"] = Model(Picture, Node("Concat", "x x > y", Int("axis", Max))),
        ["concatenation along axis -2^31"] = Model(Picture, Node("Concat", "x x > y", Int("axis", int.MinValue))),
        ["concatenation along axis -2^63"] = Model(Picture, Node("Concat", "x x > y", Int("axis", long.MinValue))),
        ["concatenation that doubles 40 times"] = Model(Picture,
            Enumerable.Range(0, 40).Select(i => Node("Concat", $"{Step(i)} {Step(i)} > {Step(i + 1)}", Int("axis", 1))).Append(Node("Relu", $"{Step(40)} > y"))),
        ["reshape to two open sizes"] = Reshape(-1, -1),
        ["reshape to size -2"] = Reshape(1, -2),
        ["reshape to a product of 0 modulo 2^64"] = Reshape(1L << 32, 1L << 32),
        ["reshape to a product of 192 modulo 2^32"] = Reshape(192, (1L << 32) + 1),
        ["reshape to 2^63"] = Reshape(long.MaxValue),
        ["reshape to other elements"] = Reshape(1, 191),
        ["reshape to an open size that does not divide"] = Reshape(7, -1),
        ["expansion to 2^62"] = Target("Expand", 1L << 31, 1L << 31, 8, 8),
        ["expansion beyond the arena"] = Target("Expand", 100_000, 3, 8, 8),
        ["tiles of 2^62"] = Target("Tile", 1L << 31, 1L << 31, 1, 1),
        ["tiles beyond the arena"] = Target("Tile", 1, 1, 10_000, 10_000),
        ["padding of 2^63"] = Target("Pad", 0, 0, long.MaxValue, 0, 0, 0, long.MaxValue, 0),
        ["padding beyond the arena"] = Target("Pad", 0, 0, 50_000, 50_000, 0, 0, 0, 0),
        ["padding that takes more away than there is"] = Target("Pad", 0, 0, -100, 0, 0, 0, -100, 0),
        ["constant of a shape of 2^62"] = Model([1, 3], Longs("s", 1L << 31, 1L << 31), Node("ConstantOfShape", "s > c"), Node("Add", "x c > y")),
        ["constant of a shape of 2^31"] = Model([1, 3], Longs("s", Max), Node("ConstantOfShape", "s > c"), Node("Add", "x c > y")),
        ["transposition that names an axis twice"] = Model(Picture, Node("Transpose", "x > y", Ints("perm", 0, 1, 1, 3))),
        ["transposition of an axis that is not there"] = Model(Picture, Node("Transpose", "x > y", Ints("perm", 0, 1, 2, Max))),
        ["pooling by a window of 2^32 taps"] = Pool(Ints("kernel_shape", 65536, 65536), Ints("pads", 65535, 65535, 65535, 65535), Ints("strides", 65536, 65536)),
        ["scale of 0"] = Quantize(0),
        ["scale below 0"] = Quantize(-1),
        ["scale that is no number"] = Quantize(float.NaN),
        ["infinite scale"] = Quantize(float.PositiveInfinity),
        ["dense layer of misfits"] = Model([1, 7], Constant("w", [5, 6], 120), Node("Gemm", "x w > y", Int("transB", 1))),
        ["dense layer of no size"] = Model([1, 7], Constant("w", [5, 0], 0), Node("Gemm", "x w > y", Int("transB", 1))),
        ["attribute of a million numbers"] = Conv(Weights, Ints("pads", new long[1_000_000])),
        ["nested graphs, 5,000 deep"] = Model(Picture, Nested(5_000)),
    };

    // Legal, or legal in part: these only have to end soon and in little memory.
    private static readonly Dictionary<string, byte[]> Bounded = new()
    {
        ["1,000 nodes in a row"] = Model(Picture, Enumerable.Range(0, 1_000).Select(i => Node("Relu", $"{Step(i)} > {Step(i + 1)}")).Append(Node("Relu", $"{Step(1_000)} > y"))),
        ["1,000 identities in a row"] = Model(Picture, Enumerable.Range(0, 1_000).Select(i => Node("Identity", $"{Step(i)} > {Step(i + 1)}")).Append(Node("Relu", $"{Step(1_000)} > y"))),
        ["addition that doubles 200 times"] = Model(Picture, Enumerable.Range(0, 200).Select(i => Node("Add", $"{Step(i)} {Step(i)} > {Step(i + 1)}")).Append(Node("Relu", $"{Step(200)} > y"))),
        ["20,000 constants that nobody reads"] = Model(Picture, Enumerable.Range(0, 20_000).Select(i => Constant($"c{i}", [1], 4)).Append(Node("Relu", "x > y"))),
        ["name of a million letters"] = Model(Picture, Node("Relu", $"x > {new string('n', 1_000_000)}"), Node("Relu", $"{new string('n', 1_000_000)} > y")),
        ["concatenation of 1,000"] = Model(Picture, Node("Concat", $"{string.Join(' ', Enumerable.Repeat("x", 1_000))} > y", Int("axis", 1))),
        ["pooling by a large window over a small picture"] = Pool(Ints("kernel_shape", 1000, 1000), Ints("pads", 999, 999, 999, 999)),
        ["convolution by large numbers"] = Conv(Weights, Ints("strides", Max, Max), Ints("pads", Max, Max, Max, Max), Ints("dilations", 2, 2)),
        ["depthwise convolution by large numbers"] = Depthwise(Ints("strides", Max, Max), Ints("pads", Max, Max, Max, Max), Ints("dilations", 2, 2)),
        ["depthwise convolution by large steps"] = Depthwise(Ints("strides", 1 << 24, 1 << 24), Ints("pads", 1 << 24, 1 << 24, 1 << 24, 1 << 24), Ints("dilations", 1 << 24, 1 << 24)),
        ["rounded pooling by large numbers"] = Pool(Ints("kernel_shape", 2, 2), Ints("strides", Max, Max), Ints("pads", 1, 1, Max, Max), Int("ceil_mode", 1)),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    public static TheoryData<string> BoundedNames => [.. Bounded.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Load_Hostile_IsRefused(string name) => Assert.False(Run(Refused[name]), "it was taken");

    [Theory]
    [MemberData(nameof(BoundedNames))]
    public void Load_Large_EndsSoonInLittleMemory(string name) => Run(Bounded[name]);

    [Theory]
    [InlineData("strides", 2)]
    [InlineData("dilations", 2)]
    [InlineData("kernel_shape", 2)]
    [InlineData("pads", 4)]
    public void Load_WindowsOutOfRange_AreRefused(string attribute, int count)
    {
        foreach (long value in (long[])[-1, Max + 1, -Max - 1, 1L << 32, (1L << 32) + 3, long.MaxValue, long.MinValue])
        {
            for (int at = 0; at < count; at++)
            {
                long[] values = [.. Enumerable.Range(0, count).Select(i => i == at ? value : attribute == "kernel_shape" ? 3 : 1)];
                string what = $"{attribute} [{string.Join(',', values)}]";
                Assert.False(Run(Conv(Weights, Ints(attribute, values))), $"Conv with {what} was taken");
                Assert.False(Run(Pool(Ints("kernel_shape", 3, 3), Ints(attribute, values))), $"MaxPool with {what} was taken");
            }
        }
    }

    [Theory]
    [InlineData("strides", 0, 0)]
    [InlineData("dilations", 0, 0)]
    [InlineData("dilations", int.MaxValue, int.MaxValue)]
    [InlineData("kernel_shape", 0, 0)]
    [InlineData("kernel_shape", int.MaxValue, int.MaxValue)]
    [InlineData("pads", int.MaxValue, int.MaxValue)]
    [InlineData("pads", 1_000_000, 1_000_000)]
    public void Load_WindowsThatDoNotFit_AreRefused(string attribute, long first, long second)
    {
        ProtoField values = attribute == "pads" ? Ints(attribute, first, second, first, second) : Ints(attribute, first, second);
        Assert.False(Run(Conv(Weights, values)), "Conv was taken");
        Assert.False(Run(attribute == "kernel_shape" ? Pool(values) : Pool(Ints("kernel_shape", 3, 3), values)), "MaxPool was taken");
    }

    [Fact]
    public void Load_TheNetworksThatTheseChange_AreTaken()
    {
        Assert.True(Run(Model(Picture, Node("Relu", "x > y"))));
        Assert.True(Run(Conv(Weights)));
        Assert.True(Run(Depthwise()));
        Assert.True(Run(Pool(Ints("kernel_shape", 3, 3), Ints("strides", 1, 1), Ints("pads", 1, 1, 1, 1))));
        Assert.True(Run(Model(Picture, Node("Concat", "x x > y", Int("axis", 1)))));
        Assert.True(Run(Quantize(0.5f)));
        Assert.True(Run(Model([1, 6], Constant("w", [5, 6], 120), Node("Gemm", "x w > y", Int("transB", 1)))));
    }

    private static bool Run(byte[] file) => OnnxFuzzTests.Fuzz("onnx-hostile").Run(file);

    private static byte[] Conv(ProtoField weights, params IEnumerable<ProtoField> attributes) => Model(Picture, weights, Node("Conv", "x w > y", attributes));

    private static byte[] Depthwise(params IEnumerable<ProtoField> attributes) =>
        Model(Picture, Constant("w", [3, 1, 3, 3], 108), Node("Conv", "x w > y", attributes.Append(Int("group", 3))));

    private static byte[] Pool(params IEnumerable<ProtoField> attributes) => Model(Picture, Node("MaxPool", "x > y", attributes));

    private static byte[] Reshape(params long[] target) => Target("Reshape", target);

    private static byte[] Target(string op, params long[] target) => Model(Picture, Longs("s", target), Node(op, "x s > y"));

    private static byte[] Quantize(float scale) => Model(Picture, Scalar("s", scale), Node("QuantizeLinear", "x s > q"), Node("DequantizeLinear", "q s > y"));

    private static string Step(int i) => i == 0 ? "x" : $"t{i}";

    // A graph in an attribute of a node in a graph: a reader that calls itself for each runs out of stack.
    private static ProtoField Nested(int depth)
    {
        byte[] inner = ProtoField.Encode([Node("Relu", "x > y")]);
        for (int i = 0; i < depth; i++)
            inner = ProtoField.Encode([ProtoField.Of(1, [ProtoField.Of(2, "y"), ProtoField.Of(4, "Loop"), ProtoField.Of(5, [ProtoField.Of(1, "body"), ProtoField.Of(6, inner)])])]);
        return ProtoField.Of(1, [ProtoField.Of(2, "y"), ProtoField.Of(4, "Loop"), ProtoField.Of(5, [ProtoField.Of(1, "body"), ProtoField.Of(6, inner)])]);
    }
}
