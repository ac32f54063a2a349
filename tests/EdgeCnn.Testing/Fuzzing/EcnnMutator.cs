using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>Changes of model files; most get right lengths and checksums again, as from somebody who can compute a CRC.</summary>
public static class EcnnMutator
{
    private static readonly string[] Words =
        ["", "x", "y", "None", "Relu", "Relu6", "UInt8", "Int8", "Int32", "Float32", "Softmax", "Reshape", "MaxPool", "Transpose", "Conv2d", "DepthwiseConv2d", "Add", "Concat", "QuantizeLinear", "DequantizeLinear"];

    /// <summary>A mutant of one file, some with parts of another.</summary>
    public static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        switch (random.Next(10))
        {
            case 0:
                return ByteMutator.Mutate(random, file, other);
            case 1:
                // The prefix is believed only with a right checksum of its own.
                byte[] changed = ByteMutator.Mutate(random, file[..RawModelFile.PrefixLength], other);
                Array.Resize(ref changed, RawModelFile.PrefixLength);
                "ECNN"u8.CopyTo(changed);
                changed[4] = 1;
                RawModelFile.SealPrefix(changed);
                return [.. changed, .. file[RawModelFile.PrefixLength..]];
            case 2:
                return RawModelFile.Make(RawModelFile.Header(file), ByteMutator.Mutate(random, RawModelFile.Data(file), RawModelFile.Data(other)));
            case 3:
                return RawModelFile.Make(ByteMutator.Mutate(random, RawModelFile.Header(file), RawModelFile.Header(other)), RawModelFile.Data(file));
            default:
                return RawModelFile.Make(ChangeHeader(random, RawModelFile.Header(file), RawModelFile.Header(other)), RawModelFile.Data(random.Next(10) == 0 ? other : file));
        }
    }

    private static byte[] ChangeHeader(Random random, byte[] header, byte[] otherHeader)
    {
        JsonNode root = JsonNode.Parse(header)!;
        JsonNode[] donors = Places(JsonNode.Parse(otherHeader)!);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            JsonNode[] places = Places(root);
            if (places.Length > 0)
                Change(random, places[random.Next(places.Length)], places, donors);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Change(Random random, JsonNode at, JsonNode[] places, JsonNode[] donors)
    {
        JsonNode Any(JsonNode[] nodes, Func<JsonNode, bool> wanted) => nodes.Where(wanted).ToArray() is { Length: > 0 } fit ? fit[random.Next(fit.Length)] : at;
        switch (random.Next(8))
        {
            case 0 when at.Parent is JsonArray array:
                array.Remove(at);
                break;
            case 1 when at.Parent is JsonArray array:
                array.Insert(random.Next(array.Count + 1), at.DeepClone());
                break;
            case 2 when at.Parent is JsonArray array:
                // Order is meaning: a node moves before what it reads from.
                array.Remove(at);
                array.Insert(random.Next(array.Count + 1), at);
                break;
            case 3 when at.Parent is JsonObject parent:
                parent.Remove(at.GetPropertyName());
                break;
            case 4:
                at.ReplaceWith<JsonNode?>(Any(donors, node => node.GetValueKind() == at.GetValueKind()).DeepClone());
                break;
            case 5:
                // A value of the same kind from elsewhere: names make cycles and double writers, sizes make misfits.
                at.ReplaceWith<JsonNode?>(Any(places, node => node.GetValueKind() == at.GetValueKind()).DeepClone());
                break;
            case 6:
                at.ReplaceWith<JsonNode?>(Value(random));
                break;
            default:
                JsonNode number = Any(places, node => node.GetValueKind() == JsonValueKind.Number);
                number.ReplaceWith<JsonNode?>(JsonValue.Create(ByteMutator.Edge(random)));
                break;
        }
    }

    // Everything below the root.
    private static JsonNode[] Places(JsonNode root) => [.. Below(root).Where(node => node.Parent is not null)];

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        IEnumerable<JsonNode?> children = node switch
        {
            JsonArray array => array,
            JsonObject members => members.Select(member => member.Value),
            _ => [],
        };
        return children.Where(child => child is not null).SelectMany(child => Below(child!)).Prepend(node);
    }

    private static JsonNode? Value(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(-3, 8)),
        2 => JsonValue.Create(ByteMutator.Edge(random)),
        3 => JsonValue.Create(random.NextDouble() * Math.Pow(10, random.Next(-60, 60))),
        4 => JsonValue.Create(Words[random.Next(Words.Length)]),
        5 => JsonValue.Create(random.Next(2) == 0),
        6 => random.Next(2) == 0 ? new JsonArray() : new JsonObject(),
        7 => new JsonArray(65536, 65536, 65536),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (JsonNode)random.Next(1, 4))]),
    };
}
