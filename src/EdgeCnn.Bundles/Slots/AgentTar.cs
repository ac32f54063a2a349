using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>An agent in an uncompressed tar of plain files with names of at most 255 characters; anything else in it is refused.</summary>
/// <remarks>Source: POSIX.1-1988, ustar interchange format.</remarks>
public sealed class AgentTar : IAgentFiles
{
    private const int Block = 512;
    private readonly string path;

    /// <summary>Looks at an archive.</summary>
    /// <exception cref="EdgeCnnException">It cannot be read, or is larger than an agent may be.</exception>
    public AgentTar(string path)
    {
        this.path = path;
        using FileStream stream = Open();
        Bytes = stream.Length <= AgentLimits.MaxBytes ? stream.Length : throw new EdgeCnnException($"{path}: {stream.Length} bytes, at most {AgentLimits.MaxBytes}.");
    }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <inheritdoc/>
    public IEnumerable<AgentFile> Read()
    {
        using FileStream stream = Open();
        byte[] header = new byte[Block];
        var paths = new List<string>();
        while (true)
        {
            long at = stream.Position;
            if (stream.ReadAtLeast(header, Block, throwOnEndOfStream: false) < Block)
                throw Damaged(at, "it ends before its end mark");
            if (header.All(b => b == 0))
                yield break;
            if (Octal(header.AsSpan(148, 8), at) != header.Sum(b => b) - header.AsSpan(148, 8).ToArray().Sum(b => b) + (8 * ' '))
                throw Damaged(at, "a header's checksum is wrong");
            long bytes = Octal(header.AsSpan(124, 12), at), padded = (bytes + Block - 1) / Block * Block;
            string name = NameOf(header);
            if (header[156] == '5')
                continue;
            if (header[156] is not ((byte)'0' or 0))
                throw Damaged(at, $"'{name}' is a link, a device or an extension. Make it with tar --format=ustar");
            if (padded > stream.Length - stream.Position)
                throw Damaged(at, $"'{name}' with {bytes} bytes goes beyond the end");
            paths.Add(name);
            AgentLimits.Check(path, paths, stream.Length);
            long start = stream.Position;
            yield return new AgentFile(name, bytes, name == SlotLayout.Program || (Octal(header.AsSpan(100, 8), at) & 0x40) != 0, new Part(stream, bytes));
            stream.Position = start + padded;
        }
    }

    private static string NameOf(byte[] header)
    {
        string name = Text(header.AsSpan(0, 100)), prefix = header.AsSpan(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.AsSpan(345, 155)) : "";
        string whole = prefix.Length > 0 ? $"{prefix}/{name}" : name;
        return whole.StartsWith("./", StringComparison.Ordinal) ? whole[2..] : whole;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.Latin1.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);

    private long Octal(ReadOnlySpan<byte> field, long at)
    {
        long value = 0;
        foreach (byte digit in field.Trim(" \0"u8))
            value = digit is >= (byte)'0' and <= (byte)'7' ? (value * 8) + digit - '0' : throw Damaged(at, "a number in a header is none");
        return value;
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    private ModelFormatException Damaged(long at, string what) => new(path, at, $"not a tar of an agent: {what}. Copy it again.");

    /// <summary>The next bytes of a stream.</summary>
    private sealed class Part(Stream whole, long bytes) : Stream
    {
        private readonly long length = bytes;
        private long left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => length - left; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = whole.Read(buffer, offset, (int)Math.Min(count, left));
            left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
