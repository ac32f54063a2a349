using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Requantize;

/// <summary>A layer's output codes in the form in which stores of many channels want them: 16 bits, eight lanes.</summary>
internal readonly struct CodeRange(int zeroPoint, int minimum, int maximum)
{
    /// <summary>The zero point.</summary>
    public readonly Vector128<short> ZeroPoint = Vector128.Create((short)zeroPoint);

    /// <summary>Lowest code.</summary>
    public readonly Vector128<short> Minimum = Vector128.Create((short)minimum);

    /// <summary>Highest code.</summary>
    public readonly Vector128<short> Maximum = Vector128.Create((short)maximum);
}
