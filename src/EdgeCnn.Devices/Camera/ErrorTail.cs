using System.Text;

namespace EdgeCnn.Devices.Camera;

/// <summary>Keeps the last bytes of what a program says, however much that is.</summary>
internal sealed class ErrorTail
{
    private const int MaxLines = 3;
    private readonly byte[] kept = new byte[2048];
    private int length;

    /// <summary>Adds what was read.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= kept.Length)
            bytes = bytes[^kept.Length..];
        int over = Math.Max(0, length + bytes.Length - kept.Length);
        kept.AsSpan(over, length - over).CopyTo(kept);
        length -= over;
        bytes.CopyTo(kept.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>The last lines as one, without control characters; empty if nothing was said.</summary>
    public override string ToString()
    {
        string[] lines = Encoding.UTF8.GetString(kept, 0, length).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new string([.. string.Join(" | ", lines.TakeLast(MaxLines)).Where(letter => !char.IsControl(letter))]);
    }
}
