namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>All that the segments of a file have said so far, and the samples of its components; used again for the next picture.</summary>
internal sealed class JpegPicture
{
    private static readonly JpegHuffmanTable[] StandardDc =
        [JpegHuffmanTable.Standard(JpegTables.LuminanceDcBits, JpegTables.DcValues), JpegHuffmanTable.Standard(JpegTables.ChrominanceDcBits, JpegTables.DcValues)];

    private static readonly JpegHuffmanTable[] StandardAc =
    [
        JpegHuffmanTable.Standard(JpegTables.LuminanceAcBits, JpegTables.LuminanceAcValues),
        JpegHuffmanTable.Standard(JpegTables.ChrominanceAcBits, JpegTables.ChrominanceAcValues),
    ];

    private readonly JpegComponent[] components = [new(), new(), new(), new()];
    private readonly JpegHuffmanTable?[] ownTables = new JpegHuffmanTable?[8]; // [class, slot]

    /// <summary>Pixels in a row; 0 until the frame header was read.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Whether scans refine coefficients (SOF2).</summary>
    public bool IsProgressive { get; private set; }

    /// <summary>How many components there are: 1, 3 or 4.</summary>
    public int ComponentCount { get; private set; }

    /// <summary>The components in the frame header's order.</summary>
    public ReadOnlySpan<JpegComponent> Components => components.AsSpan(0, ComponentCount);

    /// <summary>The largest <see cref="JpegComponent.Horizontal"/>.</summary>
    public int MaxHorizontal { get; private set; }

    /// <summary>The largest <see cref="JpegComponent.Vertical"/>.</summary>
    public int MaxVertical { get; private set; }

    /// <summary>MCUs in a row of a scan of several components.</summary>
    public int McusAcross { get; private set; }

    /// <summary>Rows of such MCUs.</summary>
    public int McusDown { get; private set; }

    /// <summary>MCUs between restart markers; 0 for none.</summary>
    public int RestartInterval { get; set; }

    /// <summary>Whether there is a JFIF segment.</summary>
    public bool HasJfif { get; set; }

    /// <summary>The transform of the Adobe segment; null without one.</summary>
    public int? AdobeTransform { get; set; }

    /// <summary>How the picture is to be turned.</summary>
    public PictureOrientation? Orientation { get; set; }

    /// <summary>The quantization tables.</summary>
    public ushort[][] Quantization { get; } = [new ushort[64], new ushort[64], new ushort[64], new ushort[64]]; // [slot][64] zig-zag order

    /// <summary>Which of <see cref="Quantization"/> this picture has defined.</summary>
    public bool[] HasQuantization { get; } = new bool[4];

    /// <summary>The tables for DC differences by slot.</summary>
    public JpegHuffmanTable?[] Dc { get; } = new JpegHuffmanTable?[4];

    /// <summary>The tables for the other coefficients by slot.</summary>
    public JpegHuffmanTable?[] Ac { get; } = new JpegHuffmanTable?[4];

    /// <summary>What the components mean.</summary>
    public JpegColorModel Color => JpegColorModels.Of(this);

    /// <summary>Blocks of all components with those that only fill MCUs.</summary>
    public long Blocks { get; private set; }

    /// <summary>Forgets the picture before. The tables of Annex K.3 stand where a file, as MJPEG cameras do, leaves them out.</summary>
    public void Reset()
    {
        (Width, Height, ComponentCount, RestartInterval, Blocks) = (0, 0, 0, 0, 0);
        (HasJfif, AdobeTransform, Orientation) = (false, null, null);
        HasQuantization.AsSpan().Clear();
        Dc.AsSpan().Clear();
        Ac.AsSpan().Clear();
        StandardDc.CopyTo(Dc, 0);
        StandardAc.CopyTo(Ac, 0);
    }

    /// <summary>Takes the first fields of the frame header.</summary>
    public void DefineFrame(int width, int height, bool progressive, int componentCount) =>
        (Width, Height, IsProgressive, ComponentCount) = (width, height, progressive, componentCount);

    /// <summary>Works out sizes once all components are defined.</summary>
    public void Measure()
    {
        (MaxHorizontal, MaxVertical) = (1, 1);
        foreach (JpegComponent component in Components)
            (MaxHorizontal, MaxVertical) = (Math.Max(MaxHorizontal, component.Horizontal), Math.Max(MaxVertical, component.Vertical));
        (McusAcross, McusDown) = ((Width + (8 * MaxHorizontal) - 1) / (8 * MaxHorizontal), (Height + (8 * MaxVertical) - 1) / (8 * MaxVertical));
        Blocks = 0;
        foreach (JpegComponent component in Components)
        {
            component.Measure(this);
            Blocks += component.PaddedBlocks;
        }
    }

    /// <summary>Defines a Huffman table.</summary>
    /// <param name="tableClass">0 for DC, 1 for AC.</param>
    /// <param name="slot">0..3</param>
    /// <param name="counts">The numbers of codes of length 1..16.</param>
    /// <param name="symbols">The symbols in code order.</param>
    /// <returns>False if there are more codes of a length than it can have.</returns>
    public bool DefineHuffman(int tableClass, int slot, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        JpegHuffmanTable table = ownTables[(4 * tableClass) + slot] ??= new JpegHuffmanTable();
        (tableClass == 0 ? Dc : Ac)[slot] = table;
        return table.Define(counts, symbols);
    }
}
