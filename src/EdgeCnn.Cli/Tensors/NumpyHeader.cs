using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>What stands before the elements of a .npy file: magic, version, length and a Python dictionary of three entries.</summary>
/// <param name="Descr">The element type, for example <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">True if the first axis moves fastest.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="DescrOffset">Where the element type stands in the file, for messages.</param>
/// <param name="Length">Bytes before the first element.</param>
/// <remarks>Source: NumPy Enhancement Proposal 1 and numpy.lib.format, versions 1.0 to 3.0.</remarks>
internal sealed record NumpyHeader(string Descr, bool FortranOrder, Shape Shape, int DescrOffset, int Length)
{
    private const int MaxTextBytes = 1 << 16;
    private const int MaxRank = 32;

    // The version's digits decide how wide the length is: 16 bits in 1.0, 32 bits from 2.0 on.
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header.</summary>
    /// <exception cref="ModelFormatException">The bytes are no header of a version that is read; the message names the offset.</exception>
    public static NumpyHeader Read(ReadOnlySpan<byte> file, string source)
    {
        if (!file.StartsWith(Magic))
            throw new ModelFormatException(source, 0, $"not a NumPy file: expected it to begin with {Convert.ToHexString(Magic)}, got {Convert.ToHexString(file[..Math.Min(Magic.Length, file.Length)])}. Save the array with numpy.save.");
        if (file.Length < 10)
            throw new ModelFormatException(source, file.Length, "the NumPy file ends in its header.");
        int major = file[6], minor = file[7], start = major == 1 ? 10 : 12;
        if (major is < 1 or > 3 || minor != 0)
            throw new ModelFormatException(source, 6, $"NumPy format {major}.{minor}; 1.0, 2.0 and 3.0 are read.");
        if (file.Length < start)
            throw new ModelFormatException(source, file.Length, "the NumPy file ends in its header.");
        long length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length > MaxTextBytes || length > file.Length - start)
            throw new ModelFormatException(source, 8, $"a header of {length} bytes; {file.Length - start} follow and at most {MaxTextBytes} are read.");
        return new Parser(file.Slice(start, (int)length), start, source).Read(start + (int)length);
    }

    /// <summary>The bytes of a header of version 1.0, C order, padded so that the elements begin at a multiple of 64.</summary>
    public static byte[] ToBytes(DataType type, Shape shape)
    {
        string sizes = string.Join(", ", shape.Dims) + (shape.Rank == 1 ? "," : "");
        string text = $"{{'descr': '{type.Descr()}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int total = (10 + text.Length + 1 + 63) / 64 * 64;
        byte[] bytes = new byte[total];
        bytes.AsSpan().Fill((byte)' ');
        Magic.CopyTo(bytes);
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    // The part of Python's literals that such a header may hold; everything else is refused where it stands.
    private ref struct Parser(ReadOnlySpan<byte> text, int start, string source)
    {
        private readonly ReadOnlySpan<byte> text = text;
        private int at;

        public NumpyHeader Read(int length)
        {
            string? descr = null;
            bool? fortran = null;
            Shape? shape = null;
            int descrOffset = 0;
            Expect('{');
            while (!Take('}'))
            {
                int keyAt = at;
                string key = Text();
                Expect(':');
                switch (key)
                {
                    case "descr" when descr is null:
                        Space();
                        descrOffset = start + at;
                        descr = at < text.Length && text[at] == '[' ? throw Wrong("records are not read; save one plain array") : Text();
                        break;
                    case "fortran_order" when fortran is null:
                        fortran = Word("True") || (Word("False") ? false : throw Wrong("expected True or False"));
                        break;
                    case "shape" when shape is null:
                        shape = Sizes();
                        break;
                    default:
                        at = keyAt;
                        throw Wrong($"unknown or repeated entry '{key}'");
                }

                if (!Take(','))
                {
                    Expect('}');
                    break;
                }
            }

            Space();
            if (at != text.Length)
                throw Wrong("expected nothing but spaces behind the dictionary");
            return descr is not null && fortran is not null && shape is not null
                ? new NumpyHeader(descr, fortran.Value, shape.Value, descrOffset, length)
                : throw Wrong("expected the entries 'descr', 'fortran_order' and 'shape'");
        }

        private Shape Sizes()
        {
            var sizes = new List<int>();
            long elements = 1;
            Expect('(');
            while (!Take(')'))
            {
                Space();
                int from = at;
                while (at < text.Length && char.IsAsciiDigit((char)text[at]))
                    at++;
                if (!int.TryParse(text[from..at], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
                {
                    at = from;
                    throw Wrong("expected a size from 0 to 2147483647");
                }

                // A size of 0 must not hide sizes whose product nothing could hold.
                elements *= Math.Max(size, 1);
                if (elements > int.MaxValue || sizes.Count == MaxRank)
                    throw Wrong($"more than {int.MaxValue} elements or {MaxRank} axes");
                sizes.Add(size);
                if (at < text.Length && text[at] == 'L')
                    at++;
                if (!Take(','))
                {
                    Expect(')');
                    break;
                }
            }

            return new Shape([.. sizes]);
        }

        private string Text()
        {
            Space();
            if (at >= text.Length || text[at] is not ((byte)'\'' or (byte)'"'))
                throw Wrong("expected a text in quotes");
            byte quote = text[at++];
            int length = text[at..].IndexOfAny(quote, (byte)'\\');
            if (length < 0 || text[at + length] != quote)
                throw Wrong("expected the end of a text");
            string value = Encoding.UTF8.GetString(text.Slice(at, length));
            at += length + 1;
            return value;
        }

        private bool Word(string word)
        {
            Space();
            bool found = text[at..].StartsWith(Encoding.ASCII.GetBytes(word));
            at += found ? word.Length : 0;
            return found;
        }

        private bool Take(char c)
        {
            Space();
            bool found = at < text.Length && text[at] == c;
            at += found ? 1 : 0;
            return found;
        }

        private void Expect(char c)
        {
            if (!Take(c))
                throw Wrong($"expected '{c}'");
        }

        private void Space()
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
                at++;
        }

        private readonly ModelFormatException Wrong(string what) => new(source, start + at, $"in the NumPy header: {what}.");
    }
}
