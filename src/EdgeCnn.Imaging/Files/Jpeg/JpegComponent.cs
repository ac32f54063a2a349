namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>One component of a picture: its place in the frame header, its samples and, while scans are read, its tables.</summary>
internal sealed class JpegComponent
{
    /// <summary>The number by which scans name it.</summary>
    public int Id { get; private set; }

    /// <summary>Blocks of an MCU next to each other, 1..4.</summary>
    public int Horizontal { get; private set; }

    /// <summary>Blocks of an MCU above each other, 1..4.</summary>
    public int Vertical { get; private set; }

    /// <summary>The number of its quantization table.</summary>
    public int QuantizationSlot { get; private set; }

    /// <summary>Samples in a row that belong to the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of samples that belong to the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks in a row that hold such samples.</summary>
    public int BlocksAcross { get; private set; }

    /// <summary>Rows of such blocks.</summary>
    public int BlocksDown { get; private set; }

    /// <summary>Blocks in a row with those that only fill MCUs.</summary>
    public int PaddedAcross { get; private set; }

    /// <summary>Blocks of the whole component with those that only fill MCUs.</summary>
    public int PaddedBlocks { get; private set; }

    /// <summary>Bytes from one row of <see cref="Samples"/> to the next one.</summary>
    public int Stride => PaddedAcross * 8;

    /// <summary>The decoded samples; longer than needed after a larger picture.</summary>
    public byte[] Samples { get; private set; } = []; // [PaddedDown · 8, Stride]

    /// <summary>The coefficients that the scans of a progressive picture build up.</summary>
    public short[] Coefficients { get; private set; } = []; // [PaddedBlocks, 64] zig-zag order

    /// <summary>The quantization table as it was when the first scan of the component began.</summary>
    public ushort[] Steps { get; } = new ushort[64]; // zig-zag order

    /// <summary>Scans that have brought data of it.</summary>
    public int Scans { get; set; }

    /// <summary>The table for DC differences in this scan.</summary>
    public JpegHuffmanTable? Dc { get; set; }

    /// <summary>The table for the other coefficients in this scan.</summary>
    public JpegHuffmanTable? Ac { get; set; }

    /// <summary>The DC coefficient of the block before.</summary>
    public int Predictor { get; set; }

    /// <summary>Takes the fields of the frame header.</summary>
    public void Define(int id, int horizontal, int vertical, int quantizationSlot)
    {
        (Id, Horizontal, Vertical, QuantizationSlot, Scans) = (id, horizontal, vertical, quantizationSlot, 0);
    }

    /// <summary>Works out the sizes. Source: ITU T.81 A.1.1, A.2.</summary>
    public void Measure(JpegPicture picture)
    {
        Width = Ceiling(picture.Width * Horizontal, picture.MaxHorizontal);
        Height = Ceiling(picture.Height * Vertical, picture.MaxVertical);
        (BlocksAcross, BlocksDown) = (Ceiling(Width, 8), Ceiling(Height, 8));
        PaddedAcross = picture.McusAcross * Horizontal;
        PaddedBlocks = PaddedAcross * picture.McusDown * Vertical;
    }

    /// <summary>Makes room for the samples and, if wanted, for coefficients, which are set to 0.</summary>
    public void Allocate(bool coefficients)
    {
        int count = PaddedBlocks * 64;
        if (Samples.Length < count)
            Samples = GC.AllocateUninitializedArray<byte>(count);
        if (!coefficients)
            return;
        if (Coefficients.Length < count)
            Coefficients = new short[count];
        else
            Coefficients.AsSpan(0, count).Clear();
    }

    /// <summary>A row of samples without what only fills blocks; rows past the last one repeat it.</summary>
    public ReadOnlySpan<byte> Row(int y) => Samples.AsSpan(Math.Clamp(y, 0, Height - 1) * Stride, Width);

    private static int Ceiling(int size, int part) => (size + part - 1) / part;
}
