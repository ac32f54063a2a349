namespace EdgeCnn.Kernels.Gemm;

/// <summary>How wide a panel is.</summary>
internal interface IMlalPanel
{
    /// <summary>Its columns over 4.</summary>
    static abstract int Quads { get; }
}

/// <summary>Four columns: less is wasted where there are few output channels.</summary>
internal readonly struct FourColumns : IMlalPanel
{
    public static int Quads => 1;
}

/// <summary>Eight columns.</summary>
internal readonly struct EightColumns : IMlalPanel
{
    public static int Quads => 2;
}

/// <summary>Sixteen columns: fewest calls and stores.</summary>
internal readonly struct SixteenColumns : IMlalPanel
{
    public static int Quads => 4;
}
