using EdgeCnn.Graph;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>
/// From a picture to a model's input, by the model's own contract: crop, resize, colour, then one table look-up that
/// normalises and, for an 8-bit input, quantizes. Training, calibration, verification and the board all use this class.
/// </summary>
/// <remarks>
/// Exactness: resizing and colour are integer arithmetic and the tables are made once in float32, so a picture gives the
/// same bytes on every processor.
/// Threading: one picture at a time. Allocates only when the size of the pictures changes.
/// </remarks>
public sealed class Preprocessor
{
    private readonly InputContract contract;
    private readonly float[][] real; // [channel][pixel value]
    private readonly byte[][]? codes; // [channel][pixel value]
    private PictureFit fit;
    private (int Width, int Height, PixelFormat Format) planned;
    private ResizeAxis? columns;
    private ResizeAxis? rows;
    private byte[] resized = []; // [TargetWidth, channels of the picture]
    private byte[] colours = []; // [TargetWidth, channels of the model]
    private byte[] black = []; // [Width, channels of the model]

    /// <summary>Builds the tables.</summary>
    /// <param name="contract">What the model expects.</param>
    /// <param name="input">The model's input; Float32, or 8-bit with one scale.</param>
    public Preprocessor(InputContract contract, TensorInfo input)
    {
        this.contract = contract;
        real = [.. Enumerable.Range(0, contract.Channels).Select(Normalised)];
        if (input.Type.IsCode())
            codes = [.. real.Select(table => Quantized(table, input))];
        Elements = contract.Height * contract.Width * contract.Channels;
    }

    /// <summary>Elements of the input.</summary>
    public int Elements { get; }

    /// <summary>The part of the last picture that the model saw.</summary>
    public PictureFit LastFit => fit;

    /// <summary>Prepares a float input.</summary>
    /// <param name="picture">Any size and format.</param>
    /// <param name="input">[Height, Width, Channels]</param>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public void Prepare(ImageView picture, Span<float> input) => Fill(picture, input, real);

    /// <summary>Prepares an 8-bit input: codes of the input tensor's type.</summary>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    /// <exception cref="InvalidOperationException">The model's input is not 8-bit.</exception>
    public void Prepare(ImageView picture, Span<byte> input) =>
        Fill(picture, input, codes ?? throw new InvalidOperationException("The model's input is Float32; prepare a span of float."));

    private static byte[] Quantized(float[] table, TensorInfo input) =>
        [.. table.Select(x => (byte)QuantParams.Quantize(x, input.Quant!.Scale, input.Quant.ZeroPoint, input.Type))];

    private float[] Normalised(int channel) =>
        [.. Enumerable.Range(0, 256).Select(p => ((p / (contract.Divisor ?? 255f)) - contract.Mean[channel]) / contract.Std[channel])];

    private void Fill<T>(ImageView picture, Span<T> input, T[][] tables)
        where T : unmanaged
    {
        if (input.Length != Elements)
            throw new ArgumentException($"The input wants {Elements} elements, got {input.Length}.", nameof(input));
        if (planned != (picture.Width, picture.Height, picture.Format))
            Plan(picture);
        int channels = contract.Channels, rowLength = contract.Width * channels;
        bool bars = fit.TargetWidth != contract.Width || fit.TargetHeight != contract.Height;
        for (int y = 0; y < contract.Height; y++)
        {
            Span<T> row = input.Slice(y * rowLength, rowLength);
            if (bars)
                Look(black, row, tables);
            int inside = y - fit.TargetY;
            if ((uint)inside >= (uint)fit.TargetHeight)
                continue;
            Look(Colours(picture, inside), row.Slice(fit.TargetX * channels, fit.TargetWidth * channels), tables);
        }
    }

    private void Plan(ImageView picture)
    {
        fit = PictureFit.Of(contract.Crop, picture.Width, picture.Height, contract.Width, contract.Height);
        planned = (picture.Width, picture.Height, picture.Format);
        bool resize = fit.SourceWidth != fit.TargetWidth || fit.SourceHeight != fit.TargetHeight;
        columns = resize ? new ResizeAxis(fit.SourceX, fit.SourceWidth, fit.TargetWidth) : null;
        rows = resize ? new ResizeAxis(fit.SourceY, fit.SourceHeight, fit.TargetHeight) : null;
        resized = new byte[fit.TargetWidth * picture.Format.BytesPerPixel()];
        colours = new byte[fit.TargetWidth * contract.Channels];
        black = new byte[contract.Width * contract.Channels];
    }

    private static void Look<T>(ReadOnlySpan<byte> pixels, Span<T> row, T[][] tables)
    {
        if (tables.Length == 1)
        {
            T[] only = tables[0];
            for (int i = 0; i < row.Length; i++)
                row[i] = only[pixels[i]];
            return;
        }

        T[] t0 = tables[0], t1 = tables[1], t2 = tables[2];
        for (int i = 0; i + 2 < row.Length; i += 3)
        {
            row[i] = t0[pixels[i]];
            row[i + 1] = t1[pixels[i + 1]];
            row[i + 2] = t2[pixels[i + 2]];
        }
    }

    // One row of the fitted picture in the model's channels.
    private ReadOnlySpan<byte> Colours(ImageView picture, int y)
    {
        int bytes = picture.Format.BytesPerPixel();
        ReadOnlySpan<byte> source;
        if (rows is null)
        {
            source = picture.Row(fit.SourceY + y).Slice(fit.SourceX * bytes, fit.TargetWidth * bytes);
        }
        else
        {
            ResizeBilinear.Row(picture.Row(rows.First[y]), picture.Row(rows.Second[y]), rows.Weight[y], columns!, bytes, resized);
            source = resized;
        }

        ColorConversion.Row(source, picture.Format, colours, contract.Color);
        return colours;
    }
}
