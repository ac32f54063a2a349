namespace EdgeCnn.Testing;

/// <summary>The geometry of one convolution, batch 1, NHWC and OHWI.</summary>
public sealed record ConvolutionCase(int H, int W, int C, int OC, int KH, int KW, int StrideH = 1, int StrideW = 1, int PadTop = 0, int PadLeft = 0, int PadBottom = 0, int PadRight = 0, int DilationH = 1, int DilationW = 1)
{
    /// <summary>Rows of the result.</summary>
    public int OH => ((H + PadTop + PadBottom - (DilationH * (KH - 1)) - 1) / StrideH) + 1;

    /// <summary>Columns of the result.</summary>
    public int OW => ((W + PadLeft + PadRight - (DilationW * (KW - 1)) - 1) / StrideW) + 1;

    /// <summary>True if the window fits at least once.</summary>
    public bool Fits => H + PadTop + PadBottom > DilationH * (KH - 1) && W + PadLeft + PadRight > DilationW * (KW - 1);

    /// <summary>Products of one output.</summary>
    public int K => KH * KW * C;

    /// <summary>A [rows, k]·[k, n] matrix product.</summary>
    public static ConvolutionCase Matrix(int rows, int n, int k) => new(rows, 1, k, n, 1, 1);

    /// <summary>A random geometry: kernels 1..5, strides 1..3, padding 0..3, dilation 1..2, channels 1..67.</summary>
    public static ConvolutionCase Random(Random random)
    {
        while (true)
        {
            int Up(int most) => random.Next(most) + 1;
            var c = new ConvolutionCase(Up(9), Up(9), Up(random.Next(4) == 0 ? 67 : 9), Up(random.Next(4) == 0 ? 67 : 20), Up(5), Up(5), Up(3), Up(3), random.Next(4), random.Next(4), random.Next(4), random.Next(4), Up(2), Up(2));
            if (c.Fits)
                return c;
        }
    }
}
