namespace EdgeCnn.Kernels.Elementwise;

/// <summary>The other branch of a residual block, which a layer adds to its own codes behind its store; without codes there is none.</summary>
/// <remarks>
/// Exactness: the layer's codes are rounded and bounded as they would be without a sum, then the rule of <see cref="AddInt8"/> makes the sum's
/// codes of them, so the bytes are those of two operations.
/// </remarks>
public readonly ref struct CodeSum
{
    /// <summary>How two codes become one; its bounds are those of the activation behind the sum.</summary>
    public required AddInt8 Rule { get; init; }

    /// <summary>The other branch.</summary>
    /// <remarks>Aliasing: not the layer's output, which holds the layer's own codes for a while.</remarks>
    public required ReadOnlySpan<byte> Codes { get; init; } // [OH, OW, N]

    /// <summary>True if the rule's second input is the layer.</summary>
    public required bool LayerIsSecond { get; init; }

    /// <summary>Throws unless there is no other branch, or one of so many codes.</summary>
    internal void Check(int length, string kernel)
    {
        if (!Codes.IsEmpty && Codes.Length < length)
            throw new ArgumentException($"{kernel}: a sum needs {length} codes of the other branch, got {Codes.Length}.");
    }
}
