using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>How much pictures are changed at random while a network learns. What is 0 is not done; see <see cref="AugmentationText"/> for the text form.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Nothing is changed.</summary>
    public static AugmentationOptions None { get; } = new();

    /// <summary>How likely left and right are exchanged, 0..1.</summary>
    public double Flip { get; init; }

    /// <summary>How likely top and bottom are exchanged, 0..1.</summary>
    public double VerticalFlip { get; init; }

    /// <summary>The largest turn in degrees, either way, 0..180; all turns are equally likely.</summary>
    public double Rotate { get; init; }

    /// <summary>The largest shift up or down as a share of the height, 0..1, by whole pixels.</summary>
    public double ShiftHeight { get; init; }

    /// <summary>The largest shift left or right as a share of the width, 0..1, by whole pixels.</summary>
    public double ShiftWidth { get; init; }

    /// <summary>The smallest factor by which things in the picture grow, above 0.</summary>
    public double ZoomFrom { get; init; } = 1;

    /// <summary>The largest factor by which things in the picture grow.</summary>
    public double ZoomTo { get; init; } = 1;

    /// <summary>The largest slant of upright lines in degrees, either way, 0..80.</summary>
    public double Shear { get; init; }

    /// <summary>The most that is added to or taken from pixels of 0..1.</summary>
    public double Brightness { get; init; }

    /// <summary>Distances from the picture's mean luma are multiplied by 1 − this to 1 + this, 0..1.</summary>
    public double Contrast { get; init; }

    /// <summary>Distances from a pixel's luma are multiplied by 1 − this to 1 + this, 0..1; a grey picture has none.</summary>
    public double Saturation { get; init; }

    /// <summary>The standard deviation of what is added to each value, of pixels of 0..1.</summary>
    public double Noise { get; init; }

    /// <summary>How many pixels are padded on each side before a part of the old size is cut out at random.</summary>
    public int Crop { get; init; }

    /// <summary>The side of a square around a random pixel that is filled with the data's mean.</summary>
    /// <remarks>Source: DeVries and Taylor 2017, "Improved Regularization of Convolutional Neural Networks with Cutout"; parts outside the picture are lost, as there.</remarks>
    public int Cutout { get; init; }

    /// <summary>What comes in at the border.</summary>
    public AugmentationFill Fill { get; init; }

    /// <summary>Whether anything is changed at all.</summary>
    public bool IsNone => this with { Fill = AugmentationFill.Black } == None;

    /// <summary>Whether pixels go to places between pixels.</summary>
    public bool NeedsInterpolation => Rotate > 0 || Shear > 0 || ZoomFrom != 1 || ZoomTo != 1;

    /// <summary>Whether values of pixels change.</summary>
    public bool ChangesColours => Brightness > 0 || Contrast > 0 || Saturation > 0 || Noise > 0;

    /// <summary>Requires that every number is in its range.</summary>
    /// <exception cref="EdgeCnnException">Some are not; all are named.</exception>
    public void Validate()
    {
        List<string> faults = [];
        Check("flip", Flip, 0, 1);
        Check("vflip", VerticalFlip, 0, 1);
        Check("rotate", Rotate, 0, 180);
        Check("shift", ShiftHeight, 0, 1);
        Check("shift", ShiftWidth, 0, 1);
        Check("zoom", ZoomFrom, 0.1, 10);
        Check("zoom", ZoomTo, ZoomFrom, 10);
        Check("shear", Shear, 0, 80);
        Check("brightness", Brightness, 0, 1);
        Check("contrast", Contrast, 0, 1);
        Check("saturation", Saturation, 0, 1);
        Check("noise", Noise, 0, 1);
        Check("crop", Crop, 0, 4096);
        Check("cutout", Cutout, 0, 4096);
        if (!Enum.IsDefined(Fill))
            faults.Add($"fill={(int)Fill}");
        if (faults.Count > 0)
            throw new EdgeCnnException($"augmentation: {string.Join("; ", faults.Distinct())}.", ExitCode.Usage);

        void Check(string name, double value, double least, double most)
        {
            // A NaN is in no range.
            if (!(value >= least && value <= most))
                faults.Add(FormattableString.Invariant($"{name}={value}, expected {least} to {most}"));
        }
    }
}
