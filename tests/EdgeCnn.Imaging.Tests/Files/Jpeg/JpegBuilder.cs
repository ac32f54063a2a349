namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

/// <summary>
/// Writes JPEG files of any sampling and any scans for tests, from random coefficients. All Huffman codes are 8 bits long and equal the
/// symbol, but 255 has 9; so what is written can be checked by eye.
/// </summary>
internal sealed class JpegBuilder
{
    private readonly List<byte> bytes = [0xFF, 0xD8];
    private readonly (int H, int V)[] sampling;
    private readonly int width;
    private readonly int height;
    private readonly Random random;
    private readonly List<short[]>[] blocks; // [component][block][64] zig-zag order
    private int restartInterval;

    /// <summary>Draws the coefficients; luma is busy, all else is soft.</summary>
    public JpegBuilder(int width, int height, int seed, params (int H, int V)[] sampling)
    {
        (this.width, this.height, this.sampling, random) = (width, height, sampling, new Random(seed));
        blocks = [.. Enumerable.Range(0, sampling.Length).Select(i => Enumerable.Range(0, Across(i) * Down(i)).Select(_ => Draw()).ToList())];
    }

    public byte[] Bytes => [.. bytes];

    private int McusAcross => Ceiling(width, 8 * sampling.Max(s => s.H));

    private int McusDown => Ceiling(height, 8 * sampling.Max(s => s.V));

    /// <summary>A whole sequential file in one scan.</summary>
    public JpegBuilder Sequential() => Tables().Frame(0xC0).Scan(All, 0, 63, 0, 0).End();

    /// <summary>A whole sequential file with a scan for each component.</summary>
    public JpegBuilder SequentialApart()
    {
        Tables().Frame(0xC1);
        foreach (int component in All)
            Scan([component], 0, 63, 0, 0);
        return End();
    }

    /// <summary>A whole progressive file with every kind of scan.</summary>
    public JpegBuilder Progressive()
    {
        Tables().Frame(0xC2).Scan(All, 0, 0, 0, 1);
        foreach (int component in All)
            Scan([component], 1, 5, 0, 2).Scan([component], 6, 63, 0, 2);
        foreach (int component in All)
            Scan([component], 1, 63, 2, 1);
        Scan(All, 0, 0, 1, 0);
        foreach (int component in All)
            Scan([component], 1, 63, 1, 0);
        return End();
    }

    public int[] All => [.. Enumerable.Range(0, sampling.Length)];

    public JpegBuilder Segment(int marker, params byte[] data)
    {
        bytes.AddRange([0xFF, (byte)marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data]);
        return this;
    }

    public JpegBuilder Raw(params byte[] data)
    {
        bytes.AddRange(data);
        return this;
    }

    /// <summary>Quantization tables 0 and 1 and Huffman tables 0.</summary>
    public JpegBuilder Tables()
    {
        byte[] counts = [0, 0, 0, 0, 0, 0, 0, 255, 1, 0, 0, 0, 0, 0, 0, 0];
        Segment(0xDB, [0, .. Enumerable.Range(0, 64).Select(k => (byte)(3 + (k / 4)))]);
        Segment(0xDB, [1, .. Enumerable.Range(0, 64).Select(k => (byte)(5 + k))]);
        Segment(0xC4, [0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 16).Select(i => (byte)i)]);
        return Segment(0xC4, [0x10, .. counts, .. Enumerable.Range(0, 256).Select(i => (byte)i)]);
    }

    public JpegBuilder Restarts(int interval)
    {
        restartInterval = interval;
        return Segment(0xDD, (byte)(interval >> 8), (byte)interval);
    }

    public JpegBuilder Frame(int marker, params byte[] ids)
    {
        byte[] fields = [.. sampling.SelectMany((s, i) => new byte[] { ids.Length > 0 ? ids[i] : (byte)(i + 1), (byte)((s.H << 4) | s.V), (byte)(i == 0 ? 0 : 1) })];
        return Segment(marker, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)sampling.Length, .. fields]);
    }

    public JpegBuilder End() => Raw(0xFF, 0xD9);

    /// <summary>A scan with its header; one of a sequential frame if it is of coefficients 0 to 63.</summary>
    public JpegBuilder Scan(int[] components, int first, int last, int high, int low, params byte[] ids)
    {
        byte[] fields = [.. components.SelectMany(i => new byte[] { ids.Length > 0 ? ids[i] : (byte)(i + 1), 0 })];
        Segment(0xDA, [(byte)components.Length, .. fields, (byte)first, (byte)last, (byte)((high << 4) | low)]);
        JpegScanCoder coder = new(bytes, first, last, high, low);
        List<(int Component, int Block)[]> mcus = [.. components.Length == 1 ? Single(components[0]) : Interleaved(components)];
        for (int mcu = 0; mcu < mcus.Count; mcu++)
        {
            if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0)
            {
                coder.Align();
                Raw(0xFF, (byte)(0xD0 + (((mcu / restartInterval) - 1) % 8)));
            }

            foreach ((int component, int block) in mcus[mcu])
                coder.Code(component, blocks[component][block]);
        }

        coder.Align();
        return this;
    }

    private IEnumerable<(int Component, int Block)[]> Single(int component)
    {
        (int h, int v) = sampling[component];
        int across = Ceiling(Ceiling(width * h, sampling.Max(s => s.H)), 8), down = Ceiling(Ceiling(height * v, sampling.Max(s => s.V)), 8);
        return Enumerable.Range(0, across * down).Select(i => new[] { (component, (i / across * Across(component)) + (i % across)) });
    }

    private IEnumerable<(int Component, int Block)[]> Interleaved(int[] components) =>
        Enumerable.Range(0, McusAcross * McusDown).Select(mcu => components.SelectMany(c => Enumerable.Range(0, sampling[c].H * sampling[c].V)
            .Select(i => (c, ((((mcu / McusAcross) * sampling[c].V) + (i / sampling[c].H)) * Across(c)) + (mcu % McusAcross * sampling[c].H) + (i % sampling[c].H)))).ToArray());

    private int Across(int component) => McusAcross * sampling[component].H;

    private int Down(int component) => McusDown * sampling[component].V;

    // From nothing but DC to many coefficients, with long runs of zeros.
    private short[] Draw()
    {
        short[] block = new short[64];
        block[0] = (short)random.Next(-120, 120);
        for (int k = random.Next(1, 80); k < 64; k += random.Next(1, 30))
            block[k] = (short)(random.Next(-40, 40) / (1 + (k / 8)));
        return block;
    }

    private static int Ceiling(int size, int part) => (size + part - 1) / part;
}
