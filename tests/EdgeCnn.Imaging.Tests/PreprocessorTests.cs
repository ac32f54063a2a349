using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Testing;

namespace EdgeCnn.Imaging.Tests;

public sealed class PreprocessorTests
{
    public static TheoryData<CropMode, ColorOrder, PixelFormat> Combinations
    {
        get
        {
            TheoryData<CropMode, ColorOrder, PixelFormat> data = [];
            foreach (CropMode crop in Enum.GetValues<CropMode>())
            {
                foreach (ColorOrder color in Enum.GetValues<ColorOrder>())
                {
                    foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
                        data.Add(crop, color, format);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Prepare_AnySizes_MatchesReferenceInEachByte(CropMode crop, ColorOrder color, PixelFormat format)
    {
        // Equal, odd, up, down, one pixel, bars on both sides: width, height, target width, target height.
        int[][] sizes = [[9, 7, 9, 7], [5, 3, 17, 13], [31, 29, 7, 5], [1, 1, 6, 4], [40, 3, 11, 11], [3, 40, 11, 11], [13, 8, 1, 1], [16, 16, 8, 8], [7, 7, 8, 6]];
        foreach (int[] size in sizes)
        {
            foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            {
                for (int padding = 0; padding < 8; padding += 5)
                    Compare(Contract(color, crop, size[2], size[3]) with { Resize = filter }, format, (YuvColor)(padding % 4), size[0], size[1], padding);
            }
        }
    }

    [Fact]
    public void Prepare_RandomSizes_MatchReference()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            InputContract contract = Contract((ColorOrder)random.Next(3), (CropMode)random.Next(3), random.Next(1, 40), random.Next(1, 40)) with { Resize = (ResizeFilter)random.Next(2) };
            Compare(contract, (PixelFormat)random.Next(11), (YuvColor)random.Next(4), random.Next(1, 90), random.Next(1, 60), random.Next(9));
        }
    }

    [Theory]
    [InlineData(PixelFormat.Yuyv, 96, ResizeFilter.Bilinear)]
    [InlineData(PixelFormat.Yuyv, 96, ResizeFilter.Area)]
    [InlineData(PixelFormat.Uyvy, 224, ResizeFilter.Area)]
    [InlineData(PixelFormat.Nv12, 224, ResizeFilter.Bilinear)]
    [InlineData(PixelFormat.Yu12, 96, ResizeFilter.Area)]
    [InlineData(PixelFormat.Rgb24, 96, ResizeFilter.Area)]
    public void Prepare_CameraPicture_MatchesReference(PixelFormat format, int target, ResizeFilter filter) =>
        Compare(Contract(ColorOrder.Rgb, CropMode.Center, target, target) with { Resize = filter }, format, YuvColor.Bt601, 640, 480, padding: 0);

    [Fact]
    public void Prepare_OneColour_StaysThatColour()
    {
        // Weights add up to one exactly, whatever the sizes: no sample darkens a plain picture.
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            foreach (byte value in new byte[] { 0, 1, 128, 255 })
            {
                InputContract contract = Contract(ColorOrder.Gray, CropMode.Stretch, 7, 5) with { Mean = [0f], Std = [1f], Resize = filter };
                byte[] picture = new byte[701 * 397], codes = new byte[35];
                Array.Fill(picture, value);
                new Preprocessor(contract, new("x", DataType.UInt8, new(1, 5, 7, 1), QuantParams.PerTensor(1 / 255f, 0))).Prepare(new ImageView(picture, 701, 397, 701, PixelFormat.Gray8), codes);
                Assert.All(codes, code => Assert.Equal(value, code));
            }
        }
    }

    [Fact]
    public void Prepare_ExtremeSamples_MatchReference()
    {
        // Black, white and the corners of the cube, out of gamut too.
        for (int seed = 0; seed < 12; seed++)
        {
            foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
            {
                InputContract contract = Contract(ColorOrder.Rgb, CropMode.Stretch, 17, 3) with { Resize = (ResizeFilter)(seed % 2) };
                Compare(contract, format, (YuvColor)(seed % 4), 35, 6, padding: 1, pictures: length => [.. Noise(length, seed).Select(value => value < 128 ? (byte)0 : (byte)255)]);
            }
        }
    }

    [Theory]
    [InlineData(YuvColor.Bt601, 81, 90, 240, 255, 0, 0)]
    [InlineData(YuvColor.Bt601, 145, 54, 34, 0, 255, 1)]
    [InlineData(YuvColor.Bt601, 41, 240, 110, 0, 0, 255)]
    [InlineData(YuvColor.Bt709, 63, 102, 240, 255, 1, 0)]
    [InlineData(YuvColor.Bt709, 235, 128, 128, 255, 255, 255)]
    [InlineData(YuvColor.Bt601Full, 76, 85, 255, 254, 0, 0)]
    [InlineData(YuvColor.Bt709Full, 18, 255, 116, 0, 0, 255)]
    [InlineData(YuvColor.Bt601Full, 0, 128, 128, 0, 0, 0)]
    public void Prepare_ColourBars_AreTheStandardsColours(YuvColor yuv, byte y, byte cb, byte cr, int red, int green, int blue)
    {
        InputContract contract = Contract(ColorOrder.Rgb, CropMode.Stretch, 2, 1) with { Mean = [0, 0, 0], Std = [1, 1, 1] };
        byte[] codes = new byte[6];
        new Preprocessor(contract, new("x", DataType.UInt8, new(1, 1, 2, 3), QuantParams.PerTensor(1 / 255f, 0))).Prepare(new ImageView([y, cb, y, cr], 2, 1, 4, PixelFormat.Yuyv, yuv), codes);
        Assert.Equal(codes[..3], codes[3..]);
        // The bars' own codes are rounded, so colours come back within two.
        Assert.InRange(codes[0], red - 2, red + 2);
        Assert.InRange(codes[1], green - 2, green + 2);
        Assert.InRange(codes[2], blue - 2, blue + 2);
    }

    [Fact]
    public void Prepare_KnownPixels_GiveKnownCodes()
    {
        // 2x1 to 4x1: positions −0.25, 0.25, 0.75, 1.25 are weights 0, 64, 192 and the end: 0, 50, 150, 200.
        InputContract contract = Contract(ColorOrder.Gray, CropMode.Stretch, 4, 1) with { Mean = [0f], Std = [1f] };
        TensorInfo input = new("x", DataType.UInt8, new(1, 1, 4, 1), QuantParams.PerTensor(1 / 255f, 0));
        byte[] codes = new byte[4];
        new Preprocessor(contract, input).Prepare(new ImageView([0, 200], 2, 1, 2, PixelFormat.Gray8), codes);
        Assert.Equal([0, 50, 150, 200], codes);
    }

    [Fact]
    public void Prepare_SecondPictureOfTheSameSize_AllocatesNothing()
    {
        foreach (PixelFormat format in Enum.GetValues<PixelFormat>())
        {
            foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
            {
                foreach (CropMode crop in Enum.GetValues<CropMode>())
                {
                    InputContract contract = Contract(ColorOrder.Bgr, crop, 12, 9) with { Resize = filter };
                    Preprocessor preprocessor = new(contract, Input(contract, DataType.UInt8));
                    int stride = (int)format.RowBytes(21);
                    byte[] picture = Noise((int)format.PictureBytes(stride, 15), 1), codes = new byte[12 * 9 * 3];
                    float[] values = new float[codes.Length];
                    preprocessor.Prepare(new ImageView(picture, 21, 15, stride, format), codes);
                    preprocessor.Prepare(new ImageView(picture, 21, 15, stride, format), values);
                    Assert.Equal(0, Allocations.Least(() =>
                    {
                        preprocessor.Prepare(new ImageView(picture, 21, 15, stride, format), codes);
                        preprocessor.Prepare(new ImageView(picture, 21, 15, stride, format), values);
                    }));
                }
            }
        }
    }

    [Fact]
    public void Prepare_SizesChange_GivesEachPictureItsOwnPlan()
    {
        InputContract contract = Contract(ColorOrder.Rgb, CropMode.Letterbox, 10, 10);
        Preprocessor preprocessor = new(contract, Input(contract, DataType.UInt8));
        foreach (var (width, height, format) in new[] { (20, 5, PixelFormat.Rgb24), (5, 20, PixelFormat.Rgb24), (5, 20, PixelFormat.Gray8), (10, 10, PixelFormat.Rgba32), (20, 5, PixelFormat.Rgb24) })
            Compare(preprocessor, contract, format, width, height, padding: 0);
        Assert.Equal(new PictureFit(0, 0, 20, 5, 0, 3, 10, 3), preprocessor.LastFit);
    }

    [Fact]
    public void Prepare_WrongLengthOrType_Throws()
    {
        InputContract contract = Contract(ColorOrder.Gray, CropMode.Center, 4, 3);
        Preprocessor real = new(contract, Input(contract, DataType.Float32)), codes = new(contract, Input(contract, DataType.Int8));
        byte[] pixels = new byte[100];
        Assert.Equal(12, real.Elements);
        Assert.Throws<ArgumentException>(() => real.Prepare(new ImageView(pixels, 10, 10, 10, PixelFormat.Gray8), new float[11]));
        Assert.Throws<ArgumentException>(() => codes.Prepare(new ImageView(pixels, 10, 10, 10, PixelFormat.Gray8), new byte[13]));
        Assert.Throws<InvalidOperationException>(() => real.Prepare(new ImageView(pixels, 10, 10, 10, PixelFormat.Gray8), new byte[12]));
    }

    private static void Compare(InputContract contract, PixelFormat format, YuvColor yuv, int width, int height, int padding, Func<int, byte[]>? pictures = null)
    {
        ReferencePicture picture = Picture(format, yuv, width, height, padding, pictures);
        byte[] pixels = Expected(contract, picture);
        foreach (KernelSet set in KernelSets.Supported.DistinctBy(set => set.Pixels.Name))
        {
            foreach (DataType type in new[] { DataType.UInt8, DataType.Int8 })
                Compare(new Preprocessor(contract, Input(contract, type), set), contract, picture, pixels, format, yuv, type, set.Name);
        }
    }

    private static void Compare(Preprocessor preprocessor, InputContract contract, PixelFormat format, int width, int height, int padding)
    {
        ReferencePicture picture = Picture(format, YuvColor.Bt601, width, height, padding, null);
        Compare(preprocessor, contract, picture, Expected(contract, picture), format, YuvColor.Bt601, DataType.UInt8, "best");
    }

    private static void Compare(Preprocessor preprocessor, InputContract contract, ReferencePicture picture, byte[] pixels, PixelFormat format, YuvColor yuv, DataType type, string kernels)
    {
        float[] expected = ReferencePreprocessor.Normalised(pixels, [.. contract.Mean], [.. contract.Std]);
        int least = type == DataType.UInt8 ? 0 : -128;
        byte[] expectedCodes = ReferencePreprocessor.Codes(expected, 0.0157f, least + 118, least, least + 255);

        // Guards at the picture's end and the input's, behind which nothing may be read or written.
        using var source = GuardedMemory<byte>.Of(picture.Bytes);
        using var values = new GuardedMemory<float>(preprocessor.Elements);
        using var codes = new GuardedMemory<byte>(preprocessor.Elements);
        ImageView View() => new(source.Span, picture.Width, picture.Height, picture.Stride, format, yuv);
        preprocessor.Prepare(View(), values.Span);
        preprocessor.Prepare(View(), codes.Span);
        string what = $"{picture.Format} {yuv} {picture.Width}x{picture.Height}, stride {picture.Stride}, to {contract.Color} {contract.Width}x{contract.Height} by {contract.Crop} {contract.Resize}, {type}, {kernels}";
        Assert.True(expected.AsSpan().SequenceEqual(values.Span), what);
        Assert.True(expectedCodes.AsSpan().SequenceEqual(codes.Span), $"{what}: code {expectedCodes.AsSpan().CommonPrefixLength(codes.Span)} of {codes.Length}");
    }

    private static ReferencePicture Picture(PixelFormat format, YuvColor yuv, int width, int height, int padding, Func<int, byte[]>? pictures)
    {
        string name = format.ToString();
        int stride = ReferencePicture.RowBytes(name, width) + padding, length = ReferencePicture.PictureBytes(name, height, stride);
        return new(pictures is null ? Noise(length, width + (100 * height)) : pictures(length), name, yuv.ToString(), width, height, stride);
    }

    private static byte[] Expected(InputContract contract, ReferencePicture picture) =>
        ReferencePreprocessor.Pixels(picture, contract.Width, contract.Height, contract.Crop.ToString(), contract.Resize.ToString(), contract.Color.ToString());

    private static InputContract Contract(ColorOrder color, CropMode crop, int width, int height) => new()
    {
        Width = width,
        Height = height,
        Color = color,
        Crop = crop,
        Mean = color == ColorOrder.Gray ? [0.1307f] : [0.485f, 0.456f, 0.406f],
        Std = color == ColorOrder.Gray ? [0.3081f] : [0.229f, 0.224f, 0.225f],
        Labels = [],
    };

    private static TensorInfo Input(InputContract contract, DataType type) => new(
        "x", type, new(1, contract.Height, contract.Width, contract.Channels),
        type == DataType.Float32 ? null : QuantParams.PerTensor(0.0157f, type == DataType.UInt8 ? 118 : -10));

    private static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
