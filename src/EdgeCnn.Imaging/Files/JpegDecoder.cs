using EdgeCnn.Imaging.Files.Jpeg;

namespace EdgeCnn.Imaging.Files;

/// <summary>Decodes JPEG pictures, as a camera sends them, one after the other.</summary>
/// <remarks>
/// Baseline, extended sequential and progressive pictures of 8 bits, any sampling, with or without restart markers; Huffman tables that
/// a picture leaves out are those of Annex K. Pixels are not turned: see <see cref="Orientation"/>.
/// Range: at most 64 Mi pixels, 500 scans, and 60 MiB and 32 bytes more for each byte of the file.
/// Exactness: integers only, so a picture gives the same samples on every processor.
/// Threading: one picture at a time. After the first picture of a size there is no allocation.
/// Source: ITU T.81 (1992); ITU-T T.871 (JFIF).
/// </remarks>
/// <param name="source">The name to use in errors.</param>
public sealed class JpegDecoder(string source = "JPEG picture")
{
    private readonly JpegPicture picture = new();
    private readonly JpegScan scan = new();
    private readonly JpegUpsampler upsampler = new();

    /// <summary>How the last picture is to be turned, as its Exif segment says.</summary>
    public PictureOrientation Orientation => picture.Orientation ?? PictureOrientation.TopLeft;

    /// <summary>Decodes a picture into planes: Gray8, or Yu12, Yu16, Yu24 with <see cref="YuvColor.Bt601Full"/>.</summary>
    /// <remarks>Samples are handed out as they are stored; of densities of colour that no format has, as Yu24.</remarks>
    /// <param name="file">All bytes of the picture; what follows its end is ignored.</param>
    /// <param name="frame">Gets size, format and samples; unchanged if there is an error.</param>
    /// <exception cref="PictureFormatException">The bytes are damaged, cut off, or of a kind that is not read.</exception>
    public void Decode(ReadOnlySpan<byte> file, Frame frame)
    {
        Read(file, source);
        if (picture.Color is not (JpegColorModel.Gray or JpegColorModel.YCbCr))
            throw new PictureFormatException(source, 0, $"a JPEG picture of {picture.Color} components; expected grey or YCbCr, as cameras send. Read it as a picture file instead.");
        JpegPlanes.Copy(picture, upsampler, frame);
    }

    /// <summary>Decodes a picture file into grey or RGB pixels, not turned.</summary>
    /// <exception cref="PictureFormatException">The bytes are damaged, cut off, or of a kind that is not read.</exception>
    internal Image Decode(ReadOnlySpan<byte> file, string name)
    {
        Read(file, name);
        return JpegPlanes.ToImage(picture, upsampler);
    }

    /// <summary>Reads the segments before the first scan: the upright picture's size and format.</summary>
    /// <exception cref="PictureFormatException">The bytes are damaged, cut off before the scan, or of a kind that is not read.</exception>
    internal PictureInfo ReadInfo(ReadOnlySpan<byte> bytes)
    {
        JpegSegmentReader file = new(bytes, source) { Position = 2 };
        picture.Reset();
        for (int marker = file.NextMarker(); marker != JpegMarker.StartOfScan; marker = file.NextMarker())
        {
            if (marker is JpegMarker.EndOfImage or < 0)
                throw file.Error(file.Position, "the file ends before its first scan: it has no picture. Copy it again.");
            JpegHeaders.Read(ref file, marker, picture);
        }

        if (picture.ComponentCount == 0)
            throw file.Error(file.Position, "a scan without a frame header (SOF) before it. The file is damaged.");
        PixelFormat format = picture.Color == JpegColorModel.Gray ? PixelFormat.Gray8 : PixelFormat.Rgb24;
        return Orientation >= PictureOrientation.LeftTop ? new PictureInfo(picture.Height, picture.Width, format) : new PictureInfo(picture.Width, picture.Height, format);
    }

    private void Read(ReadOnlySpan<byte> bytes, string name)
    {
        JpegSegmentReader file = new(bytes, name);
        if (!JpegReader.HasSignature(bytes))
            throw file.Error(0, "the JPEG signature FFD8FF is missing; this is no JPEG picture.");
        picture.Reset();
        scan.Reset();
        file.Position = 2;
        int marker = file.NextMarker();
        for (; marker is not (JpegMarker.EndOfImage or < 0); marker = file.NextMarker())
        {
            if (marker == JpegMarker.StartOfScan)
                scan.Read(ref file, picture);
            else
                JpegHeaders.Read(ref file, marker, picture);
        }

        RequireWhole(ref file, marker == JpegMarker.EndOfImage);
        if (picture.IsProgressive)
            scan.TransformCoefficients(picture);
    }

    // The end's marker may be missing if nothing else can be: some cameras leave it out.
    private void RequireWhole(ref JpegSegmentReader file, bool ended)
    {
        if (picture.ComponentCount == 0)
            throw file.Error(file.Position, "the file ends without a frame header (SOF): it has no picture.");
        foreach (JpegComponent component in picture.Components)
        {
            if (component.Scans == 0)
                throw file.Error(file.Position, $"the file ends without data of component {component.Id}: it is truncated. Copy it again.");
        }

        if (picture.IsProgressive && !ended)
            throw file.Error(file.Position, "the file ends without an end marker (EOI), so scans may be missing: it is truncated. Copy it again.");
    }
}
