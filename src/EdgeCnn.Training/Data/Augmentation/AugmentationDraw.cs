namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>What is done to one picture in one epoch.</summary>
internal readonly record struct AugmentationDraw
{
    /// <summary>Whether left and right are exchanged.</summary>
    public bool FlipX { get; init; }

    /// <summary>Whether top and bottom are exchanged.</summary>
    public bool FlipY { get; init; }

    /// <summary>Degrees, anticlockwise as one sees the picture.</summary>
    public double Angle { get; init; }

    /// <summary>Degrees by which upright lines lean, their lower ends to the right.</summary>
    public double Shear { get; init; }

    /// <summary>The factor by which things grow.</summary>
    public double Zoom { get; init; }

    /// <summary>Pixels to the right.</summary>
    public int ShiftX { get; init; }

    /// <summary>Pixels down.</summary>
    public int ShiftY { get; init; }

    /// <summary>Added to pixels of 0..1.</summary>
    public double Brightness { get; init; }

    /// <summary>Multiplies distances from the mean luma.</summary>
    public double Contrast { get; init; }

    /// <summary>Multiplies distances from a pixel's luma.</summary>
    public double Saturation { get; init; }

    /// <summary>The column of the cutout's middle.</summary>
    public int CutX { get; init; }

    /// <summary>The row of the cutout's middle.</summary>
    public int CutY { get; init; }

    /// <summary>Draws for a picture. Every number is drawn whether it is used or not, so that one more option leaves all others as they were.</summary>
    public static AugmentationDraw From(AugmentationOptions options, int height, int width, ref PictureRandom random) => new()
    {
        FlipX = random.NextDouble() < options.Flip,
        FlipY = random.NextDouble() < options.VerticalFlip,
        Angle = random.NextWithin(options.Rotate),
        Shear = random.NextWithin(options.Shear),
        Zoom = options.ZoomFrom + (random.NextDouble() * (options.ZoomTo - options.ZoomFrom)),
        ShiftX = (int)Math.Round(random.NextWithin(options.ShiftWidth * width)) + random.NextInt((2 * options.Crop) + 1) - options.Crop,
        ShiftY = (int)Math.Round(random.NextWithin(options.ShiftHeight * height)) + random.NextInt((2 * options.Crop) + 1) - options.Crop,
        Brightness = random.NextWithin(options.Brightness),
        Contrast = 1 + random.NextWithin(options.Contrast),
        Saturation = 1 + random.NextWithin(options.Saturation),
        CutX = random.NextInt(width),
        CutY = random.NextInt(height),
    };
}
