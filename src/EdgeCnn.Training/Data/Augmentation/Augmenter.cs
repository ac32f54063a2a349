using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>Changes prepared pictures at random: first their geometry, then their colours, then a cutout.</summary>
/// <remarks>
/// Exactness: what happens to a picture depends on seed, epoch and index alone; the result has the same bits at any number of threads and on every machine, since only
/// additions, multiplications and divisions of IEEE 754 and integers are used. Flips and shifts by whole pixels copy; turns, zooms and shears interpolate.
/// Threading: any number of threads at once. Applying allocates nothing.
/// </remarks>
public sealed class Augmenter
{
    private readonly AugmentationOptions options;
    private readonly bool isNone;
    private readonly int height;
    private readonly int width;
    private readonly int channels;
    private readonly PictureShift shift;
    private readonly PictureWarp warp;
    private readonly ColourChange colours;

    /// <summary>Takes what is to be done and how pictures are prepared.</summary>
    /// <exception cref="EdgeCnnException">An option is out of its range.</exception>
    public Augmenter(AugmentationOptions options, InputContract contract)
    {
        options.Validate();
        (this.options, isNone) = (options, options.IsNone);
        (height, width, channels) = (contract.Height, contract.Width, contract.Channels);
        colours = new ColourChange(contract, options.Noise);
        PictureBorder border = new(options.Fill, colours.Black);
        shift = new PictureShift(height, width, border);
        warp = new PictureWarp(height, width, border);
    }

    /// <summary>Elements of a picture, and of the scratch memory.</summary>
    public int Elements => height * width * channels;

    /// <summary>Changes a picture in place.</summary>
    /// <param name="picture">[Height, Width, Channels], normalised by the contract.</param>
    /// <param name="scratch">As many elements; what is in it is lost.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">Each epoch sees another picture.</param>
    /// <param name="index">The picture's index in its set.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Apply(Span<float> picture, Span<float> scratch, long seed, int epoch, int index)
    {
        if (picture.Length != Elements || scratch.Length < Elements)
            throw new ArgumentException($"A picture has {Elements} elements, got {picture.Length} and {scratch.Length} for scratch.", nameof(picture));
        if (isNone)
            return;
        PictureRandom random = new(seed, epoch, index);
        AugmentationDraw draw = AugmentationDraw.From(options, height, width, ref random);
        Apply(picture, scratch[..Elements], draw, ref random);
    }

    /// <summary>Does what was drawn.</summary>
    internal void Apply(Span<float> picture, Span<float> scratch, in AugmentationDraw draw, ref PictureRandom random)
    {
        bool moves = draw.FlipX || draw.FlipY || draw.ShiftX != 0 || draw.ShiftY != 0;
        if (options.NeedsInterpolation || moves)
        {
            picture.CopyTo(scratch);
            if (options.NeedsInterpolation)
                warp.Apply(scratch, picture, draw);
            else
                shift.Apply(scratch, picture, draw);
        }

        if (options.ChangesColours)
            colours.Apply(picture, draw, ref random);
        if (options.Cutout > 0)
            CutOut(picture, draw);
    }

    private void CutOut(Span<float> picture, in AugmentationDraw draw)
    {
        int left = draw.CutX - (options.Cutout / 2), top = draw.CutY - (options.Cutout / 2);
        int right = Math.Min(left + options.Cutout, width), bottom = Math.Min(top + options.Cutout, height);
        for (int y = Math.Max(top, 0), first = Math.Max(left, 0); y < bottom; y++)
            picture.Slice(((y * width) + first) * channels, (right - first) * channels).Clear();
    }
}
