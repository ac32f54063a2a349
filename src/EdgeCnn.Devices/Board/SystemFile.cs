using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeCnn.Devices.Board;

/// <summary>A small file of /proc or /sys that is read again and again without allocation.</summary>
/// <remarks>Such a file makes its content anew whenever it is read from its start, so that it stays open.</remarks>
internal sealed class SystemFile(string path) : IDisposable
{
    private SafeFileHandle? handle;
    private bool missing;

    /// <summary>Reads the start of the file.</summary>
    /// <returns>False if it is not there or cannot be read now.</returns>
    public bool TryRead(Span<byte> buffer, out int length)
    {
        length = 0;
        if (missing)
            return false;
        try
        {
            handle ??= File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = RandomAccess.Read(handle, buffer, 0);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // What was never there is not asked for again; what fails for once, as a sensor that is switched off, is.
            missing = handle is null;
            return false;
        }
    }

    /// <summary>Reads a whole number, decimal or with hexadecimal digits.</summary>
    public bool TryReadNumber(out long value, char format = 'D')
    {
        Span<byte> buffer = stackalloc byte[32];
        value = 0;
        if (!TryRead(buffer, out int length))
            return false;
        ReadOnlySpan<byte> text = buffer[..length].Trim("\n \0"u8);
        if (format == 'X' && text.StartsWith("0x"u8))
            text = text[2..];
        return Utf8Parser.TryParse(text, out value, out int used, format) && used == text.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => handle?.Dispose();
}
