using EdgeCnn.Graph;

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
            for (int padding = 0; padding < 8; padding += 5)
                Compare(crop, color, format, size[0], size[1], size[2], size[3], padding);
        }
    }

    [Fact]
    public void Prepare_RandomSizes_MatchReference()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            Compare((CropMode)random.Next(3), (ColorOrder)random.Next(3), (PixelFormat)random.Next(3), random.Next(1, 40), random.Next(1, 40), random.Next(1, 30), random.Next(1, 30), random.Next(9));
        }
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
        foreach (CropMode crop in Enum.GetValues<CropMode>())
        {
            InputContract contract = Contract(ColorOrder.Bgr, crop, 12, 9);
            Preprocessor preprocessor = new(contract, Input(contract, DataType.UInt8));
            byte[] picture = Noise(20 * 15 * 4, 1), codes = new byte[12 * 9 * 3];
            float[] values = new float[codes.Length];
            preprocessor.Prepare(new ImageView(picture, 20, 15, 80, PixelFormat.Rgba32), codes);
            preprocessor.Prepare(new ImageView(picture, 20, 15, 80, PixelFormat.Rgba32), values);
            long before = GC.GetAllocatedBytesForCurrentThread();
            preprocessor.Prepare(new ImageView(picture, 20, 15, 80, PixelFormat.Rgba32), codes);
            preprocessor.Prepare(new ImageView(picture, 20, 15, 80, PixelFormat.Rgba32), values);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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

    private static void Compare(CropMode crop, ColorOrder color, PixelFormat format, int width, int height, int targetWidth, int targetHeight, int padding)
    {
        InputContract contract = Contract(color, crop, targetWidth, targetHeight);
        foreach (DataType type in new[] { DataType.UInt8, DataType.Int8 })
            Compare(new Preprocessor(contract, Input(contract, type)), contract, format, width, height, padding, type);
    }

    private static void Compare(Preprocessor preprocessor, InputContract contract, PixelFormat format, int width, int height, int padding, DataType type = DataType.UInt8)
    {
        int channels = format.BytesPerPixel(), stride = (width * channels) + padding;
        byte[] picture = Noise(stride * height, width + (100 * height));
        byte[] pixels = ReferencePreprocessor.Pixels(picture, width, height, stride, channels, contract.Width, contract.Height, contract.Crop.ToString(), contract.Color.ToString());
        float[] expected = ReferencePreprocessor.Normalised(pixels, [.. contract.Mean], [.. contract.Std]);
        int least = type == DataType.UInt8 ? 0 : -128;
        byte[] expectedCodes = ReferencePreprocessor.Codes(expected, 0.0157f, least + 118, least, least + 255);

        float[] values = new float[preprocessor.Elements];
        byte[] codes = new byte[preprocessor.Elements];
        preprocessor.Prepare(new ImageView(picture, width, height, stride, format), values);
        preprocessor.Prepare(new ImageView(picture, width, height, stride, format), codes);
        string what = $"{format} {width}x{height}+{padding} to {contract.Color} {contract.Width}x{contract.Height} by {contract.Crop}, {type}";
        Assert.True(expected.AsSpan().SequenceEqual(values), what);
        Assert.True(expectedCodes.AsSpan().SequenceEqual(codes), what);
    }

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
