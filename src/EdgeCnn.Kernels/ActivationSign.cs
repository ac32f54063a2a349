namespace EdgeCnn.Kernels;

/// <summary>
/// How a kernel set wants 8-bit activation codes. A tensor changes from one form to the other by flipping the top bit of
/// every code and moving the zero point by 128, which is exact; so no kernel exists twice for signedness.
/// </summary>
public enum ActivationSign
{
    /// <summary>Codes 0..255.</summary>
    Unsigned,

    /// <summary>Codes −128..127.</summary>
    Signed,
}
