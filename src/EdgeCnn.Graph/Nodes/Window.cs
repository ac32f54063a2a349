using System.Text.Json.Serialization;

namespace EdgeCnn.Graph.Nodes;

/// <summary>How a window moves over a picture.</summary>
public sealed record Window
{
    /// <summary>Rows from one position to the next.</summary>
    public int StrideH { get; init; } = 1;

    /// <summary>Columns from one position to the next.</summary>
    public int StrideW { get; init; } = 1;

    /// <summary>Rows added above.</summary>
    public int PadTop { get; init; }

    /// <summary>Columns added on the left.</summary>
    public int PadLeft { get; init; }

    /// <summary>Rows added below.</summary>
    public int PadBottom { get; init; }

    /// <summary>Columns added on the right.</summary>
    public int PadRight { get; init; }

    /// <summary>Rows between taps.</summary>
    public int DilationH { get; init; } = 1;

    /// <summary>Columns between taps.</summary>
    public int DilationW { get; init; } = 1;

    // Beyond any picture, and small enough that places reckoned from several of them fit 32 bits.
    private const int Largest = 1 << 24;

    /// <summary>True if no attribute is out of range.</summary>
    [JsonIgnore]
    public bool IsValid => Math.Min(Math.Min(StrideH, StrideW), Math.Min(DilationH, DilationW)) > 0
        && Math.Min(Math.Min(PadTop, PadLeft), Math.Min(PadBottom, PadRight)) >= 0
        && Math.Max(Math.Max(Math.Max(StrideH, StrideW), Math.Max(DilationH, DilationW)), Math.Max(Math.Max(PadTop, PadLeft), Math.Max(PadBottom, PadRight))) <= Largest;

    /// <summary>A window with equal strides, padded so that stride 1 keeps the size.</summary>
    public static Window Same(int kernel, int stride = 1) => new()
    {
        StrideH = stride,
        StrideW = stride,
        PadTop = (kernel - 1) / 2,
        PadLeft = (kernel - 1) / 2,
        PadBottom = kernel / 2,
        PadRight = kernel / 2,
    };

    /// <summary>Rows of the result.</summary>
    public int OutputHeight(string node, int height, int kernel) => Output(node, height, kernel, StrideH, (long)PadTop + PadBottom, DilationH);

    /// <summary>Columns of the result.</summary>
    public int OutputWidth(string node, int width, int kernel) => Output(node, width, kernel, StrideW, (long)PadLeft + PadRight, DilationW);

    private int Output(string node, int size, int kernel, int stride, long pad, int dilation)
    {
        if (!IsValid || kernel <= 0)
            throw new GraphException(node, $"kernel, strides and dilations must be positive, padding not negative, and none above {Largest}, got kernel {kernel}, {this}.");
        long room = size + pad - ((long)dilation * (kernel - 1)) - 1;
        if (room < 0 || (room / stride) + 1 > int.MaxValue)
            throw new GraphException(node, $"a kernel of {kernel} with dilation {dilation} does not fit {size} + {pad} padding.");
        return (int)(room / stride) + 1;
    }
}
