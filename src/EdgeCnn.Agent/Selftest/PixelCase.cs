using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Selftest;

/// <summary>One picture and the model's input that it becomes; its bytes are drawn in one way and given to any kernel set.</summary>
/// <param name="Format">How the picture's bytes lie.</param>
/// <param name="Size">Columns and rows of the picture.</param>
/// <param name="Target">Columns and rows of the input.</param>
/// <param name="Contract">How the picture is fitted and resized, and which channels the input has.</param>
/// <param name="Yuv">What luma and chroma mean, where there are any.</param>
internal sealed record PixelCase(PixelFormat Format, (int Width, int Height) Size, (int Width, int Height) Target, (CropMode Crop, ResizeFilter Resize, ColorOrder Color) Contract, YuvColor Yuv)
{
    /// <summary>Bytes of the input, one for each channel of a pixel.</summary>
    public int Elements => Target.Width * Target.Height * Channels;

    /// <summary>Channels of the input.</summary>
    public int Channels => Contract.Color == ColorOrder.Gray ? 1 : 3;

    /// <summary>The part of the picture that the input shows.</summary>
    public PictureFit Fit => PictureFit.Of(Contract.Crop, Size.Width, Size.Height, Target.Width, Target.Height);

    /// <summary>The picture, its rows with some bytes of padding; every seventh byte is as high as can be, where sums overflow in a wrong kernel.</summary>
    public Frame Picture()
    {
        var picture = new Frame { Yuv = Yuv };
        picture.Resize(Size.Width, Size.Height, (int)Format.RowBytes(Size.Width) + 6, Format);
        new Random((Size.Width * 31) + (int)Format).NextBytes(picture.Pixels);
        for (int i = 0; i < picture.Pixels.Length; i += 7)
            picture.Pixels[i] = 255;
        return picture;
    }

    /// <summary>What a set's kernel makes of the picture; nothing if it wrote outside its memory.</summary>
    public byte[] Input(KernelSet set)
    {
        float[] zeros = new float[Channels], ones = [.. zeros.Select(_ => 1f)];
        // With these the input's codes are the pixels themselves.
        var contract = new InputContract
        {
            Height = Target.Height,
            Width = Target.Width,
            Color = Contract.Color,
            Crop = Contract.Crop,
            Resize = Contract.Resize,
            Divisor = 1,
            Mean = [.. zeros],
            Std = [.. ones],
            Labels = [],
        };
        var tensor = new TensorInfo("input", DataType.UInt8, new Shape(1, Target.Height, Target.Width, Channels), QuantParams.PerTensor(1, 0));
        var input = new FencedMemory<byte>(Elements);
        new Preprocessor(contract, tensor, set).Prepare(Picture().View, input.Span);
        return input.IsWhole ? input.Span.ToArray() : [];
    }

    /// <summary>For example <c>Yuyv 71x43 to 33x19, Center, Area, Bgr</c>.</summary>
    public override string ToString() =>
        $"{Format}{(Format.IsYuv() ? $" {Yuv}" : "")} {Size.Width}x{Size.Height} to {Target.Width}x{Target.Height}, {Contract.Crop}, {Contract.Resize}, {Contract.Color}";
}
