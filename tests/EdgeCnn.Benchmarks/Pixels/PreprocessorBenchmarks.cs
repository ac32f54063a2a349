using BenchmarkDotNet.Attributes;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels;

namespace EdgeCnn.Benchmarks.Pixels;

/// <summary>A camera's picture of 640x480 to an int8 input, by each set's kernels.</summary>
public class PreprocessorBenchmarks
{
    private byte[] picture = [], codes = [];
    private Preprocessor preprocessor = null!;

    /// <summary>The kernels that this processor can run.</summary>
    public static IEnumerable<string> Sets => KernelSets.Supported.DistinctBy(set => set.Pixels.Name).Select(set => set.Name);

    /// <summary>Whose kernels.</summary>
    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    /// <summary>The camera's format.</summary>
    [Params(PixelFormat.Yuyv, PixelFormat.Nv12, PixelFormat.Rgb24)]
    public PixelFormat Format { get; set; }

    /// <summary>How it is resized.</summary>
    [Params(ResizeFilter.Bilinear, ResizeFilter.Area)]
    public ResizeFilter Filter { get; set; }

    /// <summary>Rows and columns of the input.</summary>
    [Params(96, 224)]
    public int Target { get; set; }

    /// <summary>Draws a picture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        InputContract contract = new() { Height = Target, Width = Target, Color = ColorOrder.Rgb, Resize = Filter, Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f], Labels = [] };
        preprocessor = new Preprocessor(contract, new TensorInfo("x", DataType.Int8, new(1, Target, Target, 3), QuantParams.PerTensor(0.0186f, -14)), KernelSets.Find(Set));
        picture = new byte[Format.PictureBytes((int)Format.RowBytes(640), 480)];
        new Random(45).NextBytes(picture);
        codes = new byte[preprocessor.Elements];
    }

    /// <summary>One picture.</summary>
    [Benchmark]
    public void Prepare() => preprocessor.Prepare(new ImageView(picture, 640, 480, (int)Format.RowBytes(640), Format), codes);
}
