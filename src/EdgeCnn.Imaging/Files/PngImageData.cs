namespace EdgeCnn.Imaging.Files;

/// <summary>The data of all IDAT chunks as one stream, without a copy. Source: W3C PNG (Third Edition) §10.1.</summary>
internal sealed class PngImageData : Stream
{
    private readonly List<PngChunk> chunks = [];
    private int chunk;
    private int inChunk;

    /// <summary>Whether no chunk was added yet.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The bytes of all chunks.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>The file offset of the next byte to be read.</summary>
    public long FileOffset => chunk < chunks.Count ? chunks[chunk].DataOffset + inChunk
        : chunks.Count == 0 ? 0 : chunks[^1].DataOffset + chunks[^1].Data.Length;

    /// <summary>Adds the next chunk in file order.</summary>
    public void Add(PngChunk chunk)
    {
        IsEmpty = false;
        if (chunk.Data.IsEmpty)
            return;
        chunks.Add(chunk);
        TotalBytes += chunk.Data.Length;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (chunk < chunks.Count)
        {
            ReadOnlySpan<byte> rest = chunks[chunk].Data.Span[inChunk..];
            if (rest.IsEmpty)
            {
                chunk++;
                inChunk = 0;
                continue;
            }
            int count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            inChunk += count;
            return count;
        }
        return 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
