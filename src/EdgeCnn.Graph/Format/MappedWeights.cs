using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace EdgeCnn.Graph.Format;

/// <summary>A file mapped read-only into memory: pages are loaded when they are read and shared between processes.</summary>
/// <remarks>
/// There is no finalizer, since a span may outlive the last reference to its manager: what nobody disposes stays mapped
/// until the process ends. That costs addresses, not memory: the pages belong to the file cache.
/// </remarks>
internal sealed unsafe class MappedWeights : MemoryManager<byte>
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private readonly int length;
    private bool disposed;

    private MappedWeights(MemoryMappedFile file, MemoryMappedViewAccessor view, int length)
    {
        this.file = file;
        this.view = view;
        this.length = length;
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="EdgeCnnException">There is no such file, it may not be read, or it is larger than 2 GiB.</exception>
    /// <exception cref="ModelFormatException">It is empty.</exception>
    public static ReadOnlyMemory<byte> Open(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length == 0)
                throw new ModelFormatException(path, 0, "the file is empty. Copy or download it again.");
            if (stream.Length > int.MaxValue)
                throw new EdgeCnnException($"{path}: {stream.Length} bytes, at most {int.MaxValue} can be mapped. Use a smaller model.");
            var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            var view = file.CreateViewAccessor(0, stream.Length, MemoryMappedFileAccess.Read);
            return new MappedWeights(file, view, (int)stream.Length).Memory;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return new Span<byte>(start, length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposed)
            return;
        disposed = true;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
