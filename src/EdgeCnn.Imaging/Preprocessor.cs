using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>
/// From a picture to a model's input, by the model's own contract, in one pass over the picture: crop, resize, colour, then one table
/// look-up that normalises and, for an 8-bit input, quantizes. Training, calibration, verification and the board all use this class.
/// </summary>
/// <remarks>
/// Exactness: resizing and colour are integer arithmetic and the tables are made once in float32, so a picture gives the
/// same bytes on every processor; the rules stand in src/EdgeCnn.Kernels/Pixels/README.md.
/// Threading: one picture at a time. Allocates only when the size or format of the pictures changes.
/// </remarks>
public sealed class Preprocessor
{
    private readonly InputContract contract;
    private readonly PixelKernel kernel;
    private readonly ValueInputRow values;
    private readonly CodeInputRow? codes;
    private PictureFit fit;
    private (int Width, int Height, PixelFormat Format) planned;
    private PicturePlan? plan;

    /// <summary>Builds the tables.</summary>
    /// <param name="contract">What the model expects.</param>
    /// <param name="input">The model's input; Float32, or 8-bit with one scale.</param>
    /// <param name="kernels">Whose kernels to use; null for the best of this processor.</param>
    public Preprocessor(InputContract contract, TensorInfo input, KernelSet? kernels = null)
    {
        this.contract = contract;
        kernel = (kernels ?? KernelSets.Best).Pixels;
        float[][] real = [.. Enumerable.Range(0, contract.Channels).Select(Normalised)];
        values = new ValueInputRow(real);
        if (input.Type.IsCode())
            codes = new CodeInputRow([.. real.Select(table => Quantized(table, input))], kernel);
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
    public void Prepare(ImageView picture, Span<float> input) => Fill(picture, input, values);

    /// <summary>Prepares an 8-bit input: codes of the input tensor's type.</summary>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    /// <exception cref="InvalidOperationException">The model's input is not 8-bit.</exception>
    public void Prepare(ImageView picture, Span<byte> input) =>
        Fill(picture, input, codes ?? throw new InvalidOperationException("The model's input is Float32; prepare a span of float."));

    private static byte[] Quantized(float[] table, TensorInfo input) =>
        [.. table.Select(x => (byte)QuantParams.Quantize(x, input.Quant!.Scale, input.Quant.ZeroPoint, input.Type))];

    private float[] Normalised(int channel) =>
        [.. Enumerable.Range(0, 256).Select(p => ((p / (contract.Divisor ?? 255f)) - contract.Mean[channel]) / contract.Std[channel])];

    private void Fill<T>(ImageView picture, Span<T> input, InputRow<T> row)
        where T : unmanaged
    {
        if (input.Length != Elements)
            throw new ArgumentException($"The input wants {Elements} elements, got {input.Length}.", nameof(input));
        PicturePlan steps = PlanFor(picture);
        steps.Begin();
        int channels = contract.Channels, rowLength = contract.Width * channels;
        if (fit.TargetWidth != contract.Width || fit.TargetHeight != contract.Height)
            FillBars(input, row.Black);
        for (int y = 0; y < fit.TargetHeight; y++)
        {
            PixelPlanes planes = steps.Row(picture, y);
            row.Write(
                contract.Color == ColorOrder.Bgr ? new PixelPlanes(planes.C, planes.B, planes.A) : planes,
                input.Slice(((fit.TargetY + y) * rowLength) + (fit.TargetX * channels), fit.TargetWidth * channels));
        }
    }

    private PicturePlan PlanFor(ImageView picture)
    {
        if (plan is not null && planned == (picture.Width, picture.Height, picture.Format))
            return plan;
        PictureFit newFit = PictureFit.Of(contract.Crop, picture.Width, picture.Height, contract.Width, contract.Height);
        plan = new PicturePlan(kernel, picture, newFit, contract.Resize, contract.Color == ColorOrder.Gray);
        (fit, planned) = (newFit, (picture.Width, picture.Height, picture.Format));
        return plan;
    }

    // What the picture does not fill: rows above and below it, and what is left of its own rows.
    private void FillBars<T>(Span<T> input, T[] black)
    {
        int row = contract.Width * black.Length, left = fit.TargetX * black.Length, right = left + (fit.TargetWidth * black.Length), end = fit.TargetY + fit.TargetHeight;
        FillBlack(input[..(fit.TargetY * row)], black);
        FillBlack(input[(end * row)..], black);
        for (int y = fit.TargetY; y < end; y++)
        {
            Span<T> own = input.Slice(y * row, row);
            FillBlack(own[..left], black);
            FillBlack(own[right..], black);
        }
    }

    private static void FillBlack<T>(Span<T> pixels, T[] black)
    {
        if (black.Length == 1)
        {
            pixels.Fill(black[0]);
            return;
        }

        for (int i = 0; i + 2 < pixels.Length; i += 3)
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (black[0], black[1], black[2]);
    }
}
