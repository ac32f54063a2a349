using System.Runtime.CompilerServices;
using System.Text;

namespace EdgeCnn.Devices.Interop;

/// <summary>A name of at most 31 bytes and a zero, as drivers give it.</summary>
[InlineArray(32)]
internal struct KernelText
{
    private byte first;

    /// <summary>The text up to its zero; bytes that are not printable ASCII become '?'.</summary>
    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        int end = bytes.IndexOf((byte)0);
        bytes = end < 0 ? bytes : bytes[..end];
        return string.Create(bytes.Length, bytes, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++)
                text[i] = source[i] is >= 0x20 and < 0x7f ? (char)source[i] : '?';
        });
    }

    /// <summary>Takes a text of ASCII, cut at 31 bytes.</summary>
    public static KernelText From(string text)
    {
        KernelText name = default;
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, 31)), name);
        return name;
    }
}
