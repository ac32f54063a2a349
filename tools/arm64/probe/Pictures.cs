using System.Diagnostics;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels;

namespace EdgeCnn.Tools.Probe;

/// <summary>A camera's picture of 640x480 becomes an int8 input.</summary>
internal static class Pictures
{
    private const int Width = 640, Height = 480, Rounds = 301;

    private static readonly (PixelFormat Format, int Target, ResizeFilter Filter)[] Kinds =
    [
        .. from format in (PixelFormat[])[PixelFormat.Yuyv, PixelFormat.Nv12, PixelFormat.Rgb24]
           from target in (int[])[96, 224]
           from filter in Enum.GetValues<ResizeFilter>()
           select (format, target, filter),
    ];

    /// <summary>Marks so many pictures of each kind, in the order of the lines that are written.</summary>
    public static void Count(int runs)
    {
        foreach (var kind in Kinds)
        {
            Inference.Count(runs, Run(kind, KernelSets.Best));
            Console.WriteLine($"{Name(kind)} {KernelSets.Best.Pixels} {runs}");
        }
    }

    /// <summary>Times pictures of each kind in turns.</summary>
    public static void Time(string? set)
    {
        KernelSet kernels = set is null ? KernelSets.Best : KernelSets.Supported.First(other => other.Name == set);
        Action[] runs = [.. Kinds.Select(kind => Run(kind, kernels))];
        double[][] times = [.. runs.Select(_ => new double[Rounds])];
        for (int round = -20; round < Rounds; round++)
        {
            for (int kind = 0; kind < runs.Length; kind++)
            {
                long start = Stopwatch.GetTimestamp();
                runs[kind]();
                if (round >= 0)
                    times[kind][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        for (int kind = 0; kind < runs.Length; kind++)
        {
            Array.Sort(times[kind]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(Kinds[kind])} {kernels.Pixels} {times[kind][Rounds / 2]:F3}"));
        }
    }

    private static string Name((PixelFormat Format, int Target, ResizeFilter Filter) kind) => $"{kind.Format} {kind.Target} {kind.Filter}";

    private static Action Run((PixelFormat Format, int Target, ResizeFilter Filter) kind, KernelSet kernels)
    {
        InputContract contract = new() { Height = kind.Target, Width = kind.Target, Color = ColorOrder.Rgb, Resize = kind.Filter, Mean = [0.485f, 0.456f, 0.406f], Std = [0.229f, 0.224f, 0.225f], Labels = [] };
        Preprocessor preprocessor = new(contract, new TensorInfo("x", DataType.Int8, new(1, kind.Target, kind.Target, 3), QuantParams.PerTensor(0.0186f, -14)), kernels);
        int stride = (int)kind.Format.RowBytes(Width);
        byte[] picture = new byte[kind.Format.PictureBytes(stride, Height)], codes = new byte[preprocessor.Elements];
        new Random(1).NextBytes(picture);
        return () => preprocessor.Prepare(new ImageView(picture, Width, Height, stride, kind.Format), codes);
    }
}
