using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Tests.Nodes;

/// <summary>What holds for every type of node, found by reflection so that none is forgotten.</summary>
public sealed class NodeTests
{
    private static readonly NetworkGraph Samples = NodeSamples.Graph();
    private static readonly string[] Format = File.ReadAllLines(Path.Combine(TestData.Root!, "src/EdgeCnn.Graph/Format/FORMAT.md"));
    private static readonly int[] HostileInts = [int.MinValue, int.MinValue + 1, -65536, -1, 0, 1, 17, 46341, 65536, 1 << 24, (1 << 24) + 1, int.MaxValue - 1, int.MaxValue];
    private static readonly float[] HostileFloats = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon, 0, -1];

    public static TheoryData<string> Operators => [.. typeof(Node).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(row => (string)row.TypeDiscriminator!)];

    [Fact]
    public void Types_AllAreInTheFormat() => Assert.Equal(
        typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal),
        typeof(Node).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(row => row.DerivedType.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Op_IsTheNameInTheFile_AndHasARowInFormatMd(string op)
    {
        Node sample = Sample(op);
        Assert.Equal($"{op}Node", sample.GetType().Name);
        string row = Assert.Single(Format, line => line.StartsWith($"| `{op}` |", StringComparison.Ordinal));
        Assert.Equal(Members(sample).Select(member => $"`{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}`").Order(StringComparer.Ordinal),
            row.Split('|')[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(ActivationKind), "`kind` of `Activation`")]
    [InlineData(typeof(UnaryKind), "`kind` of `Unary`")]
    [InlineData(typeof(BinaryKind), "`kind` of `Binary`")]
    [InlineData(typeof(ReduceKind), "`kind` of `Reduce`")]
    [InlineData(typeof(PadMode), "`mode` of `Pad`")]
    [InlineData(typeof(ResizeMode), "`mode` of `Resize`")]
    [InlineData(typeof(ResizeCoordinates), "`coordinates`")]
    [InlineData(typeof(ResizeRounding), "`rounding`")]
    public void FormatMd_ListsTheNamesOfEachKind(Type kind, string member)
    {
        string row = Assert.Single(Format, line => line.StartsWith('|') && line.Split('|')[1].TrimEnd().EndsWith(member, StringComparison.Ordinal));
        Assert.Equal($" {string.Join(", ", Enum.GetNames(kind).Select(name => $"`{name}`"))} ", row.Split('|')[2]);
    }

    [Fact]
    public void FormatMd_ListsTheTypes() => Assert.Contains($"({string.Join(", ", Enum.GetNames<DataType>().Select(name => $"`{name}`"))})", string.Join('\n', Format), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Operators))]
    public void WrittenAndRead_EveryMember_IsTheSame(string op)
    {
        NetworkGraph back = EcnnReader.Read(EcnnWriter.ToBytes(Samples));
        Node before = Sample(op), after = back.Producer(before.Output)!;
        Assert.Equal(before.GetType(), after.GetType());
        Assert.Equal((before.Name, before.Output), (after.Name, after.Output));
        Assert.Equal(before.Inputs.AsEnumerable(), after.Inputs);
        foreach (PropertyInfo member in Members(before))
            Assert.Equal(Text(member.GetValue(before)), Text(member.GetValue(after)));
    }

    [Fact]
    public void WrittenAndRead_KeptLayout_IsTheSame()
    {
        Assert.Equal(["transpose"], EcnnReader.Read(EcnnWriter.ToBytes(Samples)).KeptLayout.AsEnumerable());
        Assert.Empty(EcnnReader.Read(EcnnWriter.ToBytes(Samples with { KeptLayout = [] })).KeptLayout);
    }

    /// <summary>A member of which every value is the default would show nothing when it is lost.</summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void Sample_Members_AreNotDefaults(string op) => Assert.All(
        Samples.Nodes.Where(node => node.Op == op).SelectMany(Members).GroupBy(member => member.Name),
        members => Assert.Contains(Samples.Nodes.Where(node => node.Op == op), node => Text(members.First().GetValue(node)) is not ("0" or "False" or "" or "None")));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Check_HostileMembers_GivesAFindingOrNothing(string op)
    {
        Node sample = Sample(op);
        int findings = 0, tried = 0;
        foreach (PropertyInfo member in Members(sample))
        {
            foreach (object? value in Hostile(member.PropertyType, member.GetValue(sample)!))
            {
                Node hostile = sample with { };
                member.SetValue(hostile, value);
                NetworkGraph graph = Samples with { Nodes = Samples.Nodes.Replace(sample, hostile) };
                List<string> found = GraphValidator.Check(graph);
                findings += found.Count;
                tried++;
                // What the validator lets pass can be written.
                if (found.Count == 0)
                    Assert.NotEmpty(EcnnWriter.ToBytes(graph));
            }
        }

        Assert.True(tried == 0 || findings > 0 || Members(sample).All(member => member.PropertyType == typeof(bool) || member.PropertyType.IsEnum), $"{op} takes everything");
    }

    /// <summary>Shapes and types that no input should have, in every place.</summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void Check_HostileInputs_GivesAFindingOrNothing(string op)
    {
        Node sample = Sample(op);
        foreach (string input in sample.Inputs)
        {
            foreach (Shape shape in (Shape[])[new(), new(1), new(7), new(1, 1, 1, 1), new(2, 1, 1, 1, 1), new(46341, 46341), new(0), new(-1, 3), new(int.MaxValue), new([.. Enumerable.Repeat(1, 16)])])
            {
                foreach (DataType type in Enum.GetValues<DataType>())
                {
                    TensorInfo hostile = Samples.Tensor(input) with { Shape = shape, Type = type };
                    _ = GraphValidator.Check(Samples with { Tensors = Samples.Tensors.SetItem(input, hostile), Inputs = [input], Outputs = [sample.Output], Constants = NamedTable<ReadOnlyMemory<byte>>.Empty, Nodes = [sample] });
                    try
                    {
                        // The builder asks before anything is validated.
                        _ = sample.InferShape([.. sample.Inputs.Select(name => name == input ? hostile : Samples.Tensor(name))]);
                    }
                    catch (GraphException)
                    {
                        // The one kind of refusal.
                    }
                }
            }
        }
    }

    private static Node Sample(string op) => Samples.Nodes.First(node => node.Op == op);

    private static IEnumerable<PropertyInfo> Members(Node node) => node.GetType().GetProperties()
        .Where(member => member.CanWrite && member.Name is not (nameof(Node.Name) or nameof(Node.Inputs) or nameof(Node.Output)) && member.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    private static string Text(object? value) => value is IEnumerable list and not string ? string.Join(' ', list.Cast<object>()) : $"{value}";

    private static IEnumerable<object?> Hostile(Type type, object now) => now switch
    {
        int => HostileInts.Cast<object>(),
        float => HostileFloats.Cast<object>(),
        bool flag => [!flag],
        Window window => typeof(Window).GetProperties().Where(member => member.CanWrite).SelectMany(member => HostileInts.Select(value =>
        {
            Window hostile = window with { };
            member.SetValue(hostile, value);
            return (object)hostile;
        })),
        Shape shape => [default(Shape), new Shape(), new Shape(-1), new Shape([.. Enumerable.Repeat(65536, 8)]), .. Enumerable.Range(0, shape.Rank).SelectMany(axis => HostileInts.Select(value => (object)new Shape(shape.Dims.SetItem(axis, value).AsSpan())))],
        ImmutableArray<int> list => [default(ImmutableArray<int>), ImmutableArray<int>.Empty, list.Add(0), .. Enumerable.Range(0, list.Length).SelectMany(at => HostileInts.Select(value => (object)list.SetItem(at, value)))],
        ImmutableArray<float> list => [default(ImmutableArray<float>), ImmutableArray<float>.Empty, list.Add(0), .. Enumerable.Range(0, list.Length).SelectMany(at => HostileFloats.Select(value => (object)list.SetItem(at, value)))],
        _ => Enum.GetValues(type).Cast<object>(),
    };
}
