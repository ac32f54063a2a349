namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>What the components of a JPEG picture mean.</summary>
internal enum JpegColorModel
{
    /// <summary>Luma only.</summary>
    Gray,

    /// <summary>Luma and two colour differences, as JFIF has them.</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Inks: cyan, magenta, yellow, black.</summary>
    Cmyk,

    /// <summary>The first three inks as luma and colour differences, then black.</summary>
    Ycck,
}

/// <summary>Tells the colour model from what the segments say.</summary>
internal static class JpegColorModels
{
    /// <summary>The colour model of a picture whose frame header was read.</summary>
    /// <remarks>Source: ITU-T T.871 §6 (JFIF is YCbCr), ITU-T T.872 §6.5.3 (Adobe's transform); else the components' numbers, as other decoders take them.</remarks>
    public static JpegColorModel Of(JpegPicture picture)
    {
        if (picture.ComponentCount == 1)
            return JpegColorModel.Gray;
        if (picture.ComponentCount == 4)
            return picture.AdobeTransform == 2 ? JpegColorModel.Ycck : JpegColorModel.Cmyk;
        if (picture.HasJfif)
            return JpegColorModel.YCbCr;
        if (picture.AdobeTransform is { } transform)
            return transform == 0 ? JpegColorModel.Rgb : JpegColorModel.YCbCr;
        ReadOnlySpan<JpegComponent> components = picture.Components;
        return (components[0].Id, components[1].Id, components[2].Id) == ('R', 'G', 'B') ? JpegColorModel.Rgb : JpegColorModel.YCbCr;
    }
}
