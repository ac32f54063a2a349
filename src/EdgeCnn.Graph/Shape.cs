using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeCnn.Graph;

/// <summary>The sizes of a tensor's axes, outermost first; activations are [N, H, W, C], convolution weights [OC, KH, KW, C].</summary>
[JsonConverter(typeof(JsonConverter))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most axes of a valid shape.</summary>
    public const int MaxRank = 16;

    private readonly ImmutableArray<int> dims;

    /// <summary>Creates a shape.</summary>
    public Shape(params ReadOnlySpan<int> dims) => this.dims = [.. dims];

    /// <summary>The number of axes; a scalar has none.</summary>
    public int Rank => Dims.Length;

    /// <summary>The sizes.</summary>
    public ImmutableArray<int> Dims => dims.IsDefault ? [] : dims;

    /// <summary>The size of one axis; a negative index counts from the end.</summary>
    public int this[int axis] => Dims[axis < 0 ? axis + Rank : axis];

    /// <summary>The product of all sizes.</summary>
    /// <exception cref="OverflowException">It does not fit 31 bits.</exception>
    public int Elements
    {
        get
        {
            int product = 1;
            foreach (int d in Dims)
                product = checked(product * d);
            return product;
        }
    }

    /// <summary>True if there are at most <see cref="MaxRank"/> axes, every size is positive and their product fits 31 bits.</summary>
    public bool IsValid
    {
        get
        {
            long product = 1;
            foreach (int d in Dims)
            {
                if (d <= 0 || (product *= d) > int.MaxValue)
                    return false;
            }

            return Rank <= MaxRank;
        }
    }

    /// <summary>NumPy's rule: aligned at the last axis, sizes are equal, or one of them is 1 or missing.</summary>
    public static bool TryBroadcast(Shape a, Shape b, out Shape result)
    {
        int[] sizes = new int[Math.Max(a.Rank, b.Rank)];
        for (int back = 1; back <= sizes.Length; back++)
        {
            int x = back <= a.Rank ? a[-back] : 1, y = back <= b.Rank ? b[-back] : 1;
            sizes[^back] = x == 1 ? y : x;
            if (x != y && x != 1 && y != 1)
            {
                result = default;
                return false;
            }
        }

        result = new Shape(sizes);
        return true;
    }

    /// <summary>Equal sizes in equal order.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dims.AsSpan().SequenceEqual(other.Dims.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int d in Dims)
            hash.Add(d);
        return hash.ToHashCode();
    }

    /// <summary>For example <c>[1,28,28,1]</c>.</summary>
    public override string ToString() => $"[{string.Join(',', Dims)}]";

    internal sealed class JsonConverter : JsonConverter<Shape>
    {
        public override Shape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("a shape is an array of sizes");
            var dims = new List<int>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int dim) || dims.Count == MaxRank)
                    throw new JsonException($"a shape is an array of at most {MaxRank} sizes");
                dims.Add(dim);
            }

            return new Shape([.. dims]);
        }

        public override void Write(Utf8JsonWriter writer, Shape value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (int d in value.Dims)
                writer.WriteNumberValue(d);
            writer.WriteEndArray();
        }
    }
}
