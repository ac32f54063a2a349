using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Resize and its older names.</summary>
internal static class ResizeOps
{
    private static readonly Dictionary<string, ResizeCoordinates> Coordinates = new()
    {
        ["half_pixel"] = ResizeCoordinates.HalfPixel,
        ["half_pixel_symmetric"] = ResizeCoordinates.HalfPixelSymmetric,
        ["pytorch_half_pixel"] = ResizeCoordinates.PytorchHalfPixel,
        ["align_corners"] = ResizeCoordinates.AlignCorners,
        ["asymmetric"] = ResizeCoordinates.Asymmetric,
        ["tf_half_pixel_for_nn"] = ResizeCoordinates.TfHalfPixelForNearest,
        ["tf_crop_and_resize"] = ResizeCoordinates.CropAndResize,
    };

    private static readonly Dictionary<string, ResizeRounding> Roundings = new()
    {
        ["round_prefer_floor"] = ResizeRounding.PreferFloor,
        ["round_prefer_ceil"] = ResizeRounding.PreferCeil,
        ["floor"] = ResizeRounding.Floor,
        ["ceil"] = ResizeRounding.Ceil,
    };

    private static readonly Dictionary<string, ResizeMode> Modes = new()
    {
        ["nearest"] = ResizeMode.Nearest,
        ["linear"] = ResizeMode.Linear,
        ["bilinear"] = ResizeMode.Linear,
        ["cubic"] = ResizeMode.Cubic,
    };

    /// <summary>Upsample, and Resize before opset 11: scales only, asymmetric, the element before.</summary>
    public static void Upsample(Emitter emit)
    {
        OnnxNode node = emit.Node;
        TensorInfo x = emit.Input(0);
        float[] scales = node.HasAttribute("scales") ? node.Floats("scales")! : emit.Constant(1).Values<float>().ToArray();
        ResizeMode mode = Named(node, Modes, "mode", "nearest");
        emit.Result(Add(emit, x, SizesFrom(node, x.Shape, scales), scales, new ResizeNode
        {
            Name = "",
            Inputs = [x.Name],
            Output = "",
            Target = default,
            Scales = [],
            Mode = mode,
            Coordinates = ResizeCoordinates.Asymmetric,
            Rounding = ResizeRounding.Floor,
        }));
    }

    public static void Resize(Emitter emit)
    {
        OnnxNode node = emit.Node;
        if (node.Opset < 11)
        {
            Upsample(emit);
            return;
        }

        TensorInfo x = emit.Input(0);
        int rank = x.Shape.Rank;
        int[] axes = [.. (node.Ints("axes") ?? [.. Enumerable.Range(0, rank)]).Select(axis => node.Axis(axis, rank))];
        string policy = node.Text("keep_aspect_ratio_policy", "stretch");
        float[] given = node.Has(2) ? emit.Constant(2).Values<float>().ToArray() : [];
        long[] wanted = node.Has(3) ? emit.Integers(3) : [];
        if ((given.Length > 0) == (wanted.Length > 0) || Math.Max(given.Length, wanted.Length) != axes.Length)
            throw node.Unsupported($"{given.Length} scales and {wanted.Length} sizes for {axes.Length} axes; expected one of them.");
        float[] scales = [.. Enumerable.Repeat(1f, rank)];
        int[] target = [.. x.Shape.Dims];
        if (given.Length > 0)
        {
            for (int i = 0; i < axes.Length; i++)
                scales[axes[i]] = given[i];
            target = SizesFrom(node, x.Shape, scales);
        }
        else
        {
            FromSizes(node, x.Shape, axes, wanted, policy, scales, target);
        }

        ResizeMode mode = Named(node, Modes, "mode", "nearest");
        ResizeCoordinates coordinates = Named(node, Coordinates, "coordinate_transformation_mode", "half_pixel");
        emit.Result(Add(emit, x, target, scales, new ResizeNode
        {
            Name = "",
            Inputs = [x.Name],
            Output = "",
            Target = default,
            Scales = [],
            Mode = mode,
            Coordinates = coordinates,
            Rounding = Named(node, Roundings, "nearest_mode", "round_prefer_floor"),
            CubicCoefficient = node.Float("cubic_coeff_a", -0.75f),
            ExcludeOutside = node.Flag("exclude_outside"),
            Antialias = node.Flag("antialias"),
            Extrapolation = node.Float("extrapolation_value", 0),
            Roi = coordinates == ResizeCoordinates.CropAndResize ? [.. Roi(emit, axes, rank)] : [],
        }));
    }

    private static TensorInfo Add(Emitter emit, TensorInfo x, int[] target, float[] scales, ResizeNode node) => target.SequenceEqual(x.Shape.Dims) && node.Coordinates != ResizeCoordinates.CropAndResize
        ? x
        : emit.Add(node with { Target = new Shape(target), Scales = [.. scales] }, x.Type, x.Quant);

    private static float[] Roi(Emitter emit, int[] axes, int rank)
    {
        float[] given = emit.Constant(1).Values<float>().ToArray();
        if (given.Length != 2 * axes.Length)
            throw emit.Node.Unsupported($"{given.Length} corners of the region for {axes.Length} axes.");
        float[] roi = [.. Enumerable.Repeat(0f, rank), .. Enumerable.Repeat(1f, rank)];
        for (int i = 0; i < axes.Length; i++)
            (roi[axes[i]], roi[axes[i] + rank]) = (given[i], given[i + axes.Length]);
        return roi;
    }

    private static int[] SizesFrom(OnnxNode node, Shape x, float[] scales)
    {
        if (scales.Length != x.Rank || scales.Any(scale => !(scale > 0 && scale <= 1 << 16)))
            throw node.Unsupported($"scales [{string.Join(',', scales)}] of {x} are not supported.");
        double[] sizes = [.. scales.Select((scale, axis) => Math.Floor((double)(x[axis] * scale)))];
        return sizes.All(size => size is >= 1 and <= int.MaxValue) ? [.. sizes.Select(size => (int)size)] : throw node.Unsupported($"scales [{string.Join(',', scales)}] leave nothing of {x}.");
    }

    private static void FromSizes(OnnxNode node, Shape x, int[] axes, long[] wanted, string policy, float[] scales, int[] target)
    {
        if (wanted.Any(size => size is <= 0 or > int.MaxValue))
            throw node.Unsupported($"sizes [{string.Join(',', wanted)}] are not supported.");
        float[] each = [.. axes.Select((axis, i) => (float)wanted[i] / x[axis])];
        float common = policy switch
        {
            "not_larger" => each.Min(),
            "not_smaller" => each.Max(),
            "stretch" => 0,
            _ => throw node.Unsupported($"attribute keep_aspect_ratio_policy = '{policy}' is not supported."),
        };
        for (int i = 0; i < axes.Length; i++)
        {
            scales[axes[i]] = common > 0 ? common : each[i];
            target[axes[i]] = common > 0 ? (int)Math.Floor((common * x[axes[i]]) + 0.5f) : (int)wanted[i];
        }
    }

    private static T Named<T>(OnnxNode node, Dictionary<string, T> names, string attribute, string fallback)
    {
        string given = node.Text(attribute, fallback);
        return names.TryGetValue(given, out T? value) ? value : throw node.Unsupported($"attribute {attribute} = '{given}' is not supported, only {string.Join(", ", names.Keys)}.");
    }
}
