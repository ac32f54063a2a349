using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Changes 8-bit codes between their unsigned and signed form.</summary>
public static class FlipSign
{
    /// <summary>output[i] = input[i] with the top bit flipped: code − 128, or code + 128; the same operation both ways.</summary>
    /// <remarks>Aliasing: input and output may be the same memory.</remarks>
    /// <exception cref="ArgumentException">The output is shorter than the input.</exception>
    public static void Run(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (output.Length < input.Length)
            throw new ArgumentException($"Flipping {input.Length} codes into {output.Length}.", nameof(output));
        var top = Vector128.Create((byte)0x80);
        int i = 0;
        for (; i <= input.Length - 16; i += 16)
            (Vector128.Create(input[i..]) ^ top).CopyTo(output[i..]);
        for (; i < input.Length; i++)
            output[i] = (byte)(input[i] ^ 0x80);
    }
}
