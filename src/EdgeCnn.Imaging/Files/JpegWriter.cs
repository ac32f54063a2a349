using System.Buffers;
using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Files;

/// <summary>Writes greyscale and RGB pictures as baseline JPEG, one after the other with the same settings.</summary>
/// <remarks>
/// Exactness: the same picture and settings give the same bytes on every machine.
/// Threading: one thread at a time. After the first picture of a size there is no allocation but the output's own.
/// Source: ITU T.81 (1992), baseline sequential; tables of its Annex K; ITU-T T.871 (JFIF).
/// </remarks>
public sealed class JpegWriter
{
    private const int MaxSide = 65535;
    private readonly JpegSubsampling subsampling;
    private readonly JpegQuantizer[] quantizers; // [luminance, chrominance]
    private readonly JpegHuffmanCodes[] dcCodes; // [luminance, chrominance]
    private readonly JpegHuffmanCodes[] acCodes; // [luminance, chrominance]
    private readonly JpegBitWriter coder = new();
    private readonly JpegSampleRows samples = new();
    private readonly float[] block = new float[64];
    private readonly float[] scratch = new float[64];
    private readonly int[] quantized = new int[64];
    private readonly int[] previousDc = new int[3];

    /// <summary>Creates a writer.</summary>
    /// <param name="quality">1 (smallest) to 100 (finest); 50 uses the tables of Annex K as they are.</param>
    /// <param name="subsampling">The density of colour; without effect on greyscale pictures.</param>
    public JpegWriter(int quality = 80, JpegSubsampling subsampling = JpegSubsampling.Chroma420)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        this.subsampling = subsampling;
        quantizers = [new(JpegTables.LuminanceQuantization, quality), new(JpegTables.ChrominanceQuantization, quality)];
        dcCodes = [new(JpegTables.LuminanceDcBits, JpegTables.DcValues), new(JpegTables.ChrominanceDcBits, JpegTables.DcValues)];
        acCodes =
        [
            new(JpegTables.LuminanceAcBits, JpegTables.LuminanceAcValues),
            new(JpegTables.ChrominanceAcBits, JpegTables.ChrominanceAcValues),
        ];
    }

    /// <summary>Appends a whole JPEG file to the output.</summary>
    /// <exception cref="ArgumentException">The picture is neither Gray8 nor Rgb24, or a side is longer than 65,535.</exception>
    public void Write(ImageView picture, IBufferWriter<byte> output)
    {
        if (picture.Format is not (PixelFormat.Gray8 or PixelFormat.Rgb24))
            throw new ArgumentException($"A JPEG picture is Gray8 or Rgb24, got {picture.Format}.", nameof(picture));
        if (picture.Width > MaxSide || picture.Height > MaxSide)
            throw new ArgumentException($"A JPEG picture is at most {MaxSide} pixels long, got {picture.Width}x{picture.Height}.", nameof(picture));
        int components = picture.Format == PixelFormat.Gray8 ? 1 : 3;
        int density = components == 3 && subsampling == JpegSubsampling.Chroma420 ? 2 : 1;
        coder.Start(output);
        WriteHeaders(picture, components, density);
        WriteScan(picture, components, density);
        coder.PutWord(0xFFD9);
        coder.Finish();
    }

    private void WriteHeaders(ImageView picture, int components, int density)
    {
        int tables = components == 1 ? 1 : 2;
        coder.PutWord(0xFFD8);
        coder.PutWord(0xFFE0);
        coder.PutWord(16);
        coder.PutBytes("JFIF\0"u8);
        coder.PutBytes([1, 2, 0, 0, 1, 0, 1, 0, 0]); // version 1.02, square pixels, no thumbnail
        for (int table = 0; table < tables; table++)
        {
            coder.PutWord(0xFFDB);
            coder.PutWord(67);
            coder.PutByte(table);
            coder.PutBytes(quantizers[table].Steps);
        }
        coder.PutWord(0xFFC0);
        coder.PutWord(8 + 3 * components);
        coder.PutByte(8);
        coder.PutWord(picture.Height);
        coder.PutWord(picture.Width);
        coder.PutByte(components);
        for (int component = 0; component < components; component++)
        {
            int sampling = component == 0 ? density : 1;
            coder.PutBytes([(byte)(component + 1), (byte)(sampling << 4 | sampling), (byte)Math.Min(component, 1)]);
        }
        WriteHuffmanTable(0x00, JpegTables.LuminanceDcBits, JpegTables.DcValues);
        WriteHuffmanTable(0x10, JpegTables.LuminanceAcBits, JpegTables.LuminanceAcValues);
        if (tables == 1)
            return;
        WriteHuffmanTable(0x01, JpegTables.ChrominanceDcBits, JpegTables.DcValues);
        WriteHuffmanTable(0x11, JpegTables.ChrominanceAcBits, JpegTables.ChrominanceAcValues);
    }

    private void WriteHuffmanTable(int classAndSlot, ReadOnlySpan<byte> bits, ReadOnlySpan<byte> values)
    {
        coder.PutWord(0xFFC4);
        coder.PutWord(19 + values.Length);
        coder.PutByte(classAndSlot);
        coder.PutBytes(bits);
        coder.PutBytes(values);
    }

    private void WriteScan(ImageView picture, int components, int density)
    {
        coder.PutWord(0xFFDA);
        coder.PutWord(6 + 2 * components);
        coder.PutByte(components);
        for (int component = 0; component < components; component++)
            coder.PutBytes([(byte)(component + 1), (byte)(component == 0 ? 0x00 : 0x11)]);
        coder.PutBytes([0, 63, 0]);
        Array.Clear(previousDc);
        int mcuSize = 8 * density;
        for (int top = 0; top < picture.Height; top += mcuSize)
        {
            samples.Load(picture, top, mcuSize);
            for (int left = 0; left < picture.Width; left += mcuSize)
                WriteMcu(left, components, density);
        }
        coder.AlignWithOnes();
    }

    private void WriteMcu(int left, int components, int density)
    {
        for (int y = 0; y < density; y++)
        {
            for (int x = 0; x < density; x++)
                WriteBlock(0, left + 8 * x, 8 * y, step: 1);
        }
        for (int component = 1; component < components; component++)
            WriteBlock(component, left, 0, density);
    }

    private void WriteBlock(int component, int left, int top, int step)
    {
        int table = Math.Min(component, 1);
        samples.CopyBlock(component, left, top, step, block);
        JpegForwardDct.Transform(block, scratch);
        quantizers[table].Quantize(block, quantized);
        JpegHuffmanCodes.EncodeBlock(coder, dcCodes[table], acCodes[table], quantized, previousDc[component]);
        previousDc[component] = quantized[0];
    }
}
