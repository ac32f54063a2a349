using System.Buffers.Binary;
using System.Text;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>A field of a protobuf message, known by the wire format alone.</summary>
/// <remarks>Source: Protocol Buffers documentation, "Encoding".</remarks>
public sealed class ProtoField
{
    /// <summary>The wire types that occur.</summary>
    public const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The field's number.</summary>
    public int Number { get; set; }

    /// <summary>One of the wire types.</summary>
    public int Wire { get; set; }

    /// <summary>The value of a number of any width.</summary>
    public ulong Value { get; set; }

    /// <summary>The content of <see cref="Bytes"/> that is no message.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>The content of <see cref="Bytes"/> that is a message.</summary>
    public List<ProtoField>? Message { get; set; }

    /// <summary>What the encoded length says too much; 0 for a right one.</summary>
    public long LengthError { get; set; }

    /// <summary>A number field.</summary>
    public static ProtoField Of(int number, long value) => new() { Number = number, Wire = Varint, Value = (ulong)value };

    /// <summary>A float field.</summary>
    public static ProtoField Of(int number, float value) => new() { Number = number, Wire = Fixed32, Value = BitConverter.SingleToUInt32Bits(value) };

    /// <summary>A text field.</summary>
    public static ProtoField Of(int number, string text) => Of(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field of bytes.</summary>
    public static ProtoField Of(int number, byte[] content) => new() { Number = number, Wire = Bytes, Content = content };

    /// <summary>A field that is a message.</summary>
    public static ProtoField Of(int number, IEnumerable<ProtoField> message) => new() { Number = number, Wire = Bytes, Message = [.. message] };

    /// <summary>The fields of a message, or null if the bytes are none.</summary>
    public static List<ProtoField>? Parse(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        var fields = new List<ProtoField>();
        while (!bytes.IsEmpty)
        {
            if (!TryVarint(ref bytes, out ulong tag) || tag >> 3 is 0 or > 1000)
                return null;
            var field = new ProtoField { Number = (int)(tag >> 3), Wire = (int)(tag & 7) };
            if (field.Wire == Varint && TryVarint(ref bytes, out ulong value))
                field.Value = value;
            else if (field.Wire is Fixed64 or Fixed32 && bytes.Length >= (field.Wire == Fixed64 ? 8 : 4))
            {
                field.Value = field.Wire == Fixed64 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                bytes = bytes[(field.Wire == Fixed64 ? 8 : 4)..];
            }
            else if (field.Wire == Bytes && TryVarint(ref bytes, out ulong length) && length <= (ulong)bytes.Length)
            {
                field.Message = depth < 16 && length > 0 ? Parse(bytes[..(int)length], depth + 1) : null;
                field.Content = field.Message is null ? bytes[..(int)length].ToArray() : [];
                bytes = bytes[(int)length..];
            }
            else
                return null;
            fields.Add(field);
        }

        return fields;
    }

    /// <summary>The bytes of a message.</summary>
    public static byte[] Encode(IEnumerable<ProtoField> fields)
    {
        var to = new MemoryStream();
        foreach (ProtoField field in fields)
            field.Write(to);
        return to.ToArray();
    }

    /// <summary>A copy that shares nothing.</summary>
    public ProtoField Clone() => new()
    {
        Number = Number,
        Wire = Wire,
        Value = Value,
        Content = [.. Content],
        Message = Message is null ? null : [.. Message.Select(field => field.Clone())],
        LengthError = LengthError,
    };

    private void Write(MemoryStream to)
    {
        WriteVarint(to, ((ulong)Number << 3) | (uint)Wire);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, Value);
        switch (Wire)
        {
            case Varint:
                WriteVarint(to, Value);
                break;
            case Fixed64:
                to.Write(number);
                break;
            case Fixed32:
                to.Write(number[..4]);
                break;
            case Bytes:
                byte[] content = Message is null ? Content : Encode(Message);
                WriteVarint(to, (ulong)(content.Length + LengthError));
                to.Write(content);
                break;
        }
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 127) << (7 * i);
            if (bytes[i] < 128)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private static void WriteVarint(MemoryStream to, ulong value)
    {
        for (; value > 127; value >>= 7)
            to.WriteByte((byte)(value | 128));
        to.WriteByte((byte)value);
    }
}
