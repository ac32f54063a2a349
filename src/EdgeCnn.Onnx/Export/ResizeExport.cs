using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Resize. ONNX has scales or sizes, each of which says the other; ours has both, as they were read.</summary>
internal static class ResizeExport
{
    public static void Resize(NodeExport export, ResizeNode node)
    {
        bool first = export.IsChannelsFirst();
        Shape x = export.InputInfo().Shape;
        List<AttributeProto> attributes =
        [
            OnnxGraphBuilder.Text("mode", node.Mode.ToString().ToLowerInvariant()),
            OnnxGraphBuilder.Text("coordinate_transformation_mode", Name(node.Coordinates)),
        ];
        if (node.Mode == ResizeMode.Nearest)
            attributes.Add(OnnxGraphBuilder.Text("nearest_mode", Name(node.Rounding)));
        if (node.Mode == ResizeMode.Cubic)
            attributes.Add(OnnxGraphBuilder.Float("cubic_coeff_a", node.CubicCoefficient));
        if (node.ExcludeOutside)
            attributes.Add(OnnxGraphBuilder.Flag("exclude_outside", true));
        if (node.Antialias)
            attributes.Add(OnnxGraphBuilder.Flag("antialias", true));
        if (node.Coordinates == ResizeCoordinates.CropAndResize)
            attributes.Add(OnnxGraphBuilder.Float("extrapolation_value", node.Extrapolation));
        string roi = node.Roi.IsEmpty ? "" : export.Onnx.Floats($"{node.Output}_roi", new Shape(node.Roi.Length), Region(node, first));
        string data = export.Input(0, first);
        if (FollowsFromScales(node, x))
        {
            string scales = export.Onnx.Floats($"{node.Output}_scales", new Shape(x.Rank), TensorPlaces.InOrder<float>(node.Scales, first));
            export.Write("Resize", [data, roi, scales], first, [.. attributes]);
            return;
        }

        int[] sizes = [.. node.Target.Dims], axes = [.. Enumerable.Range(0, x.Rank)];
        if (NeedsPolicy(node, x))
        {
            // One scale for all axes: that of the axis with the least size for its length. The others get room to spare.
            axes = [.. axes.Where(axis => node.Scales[axis] != 1)];
            float common = axes.Length > 0 ? node.Scales[axes[0]] : 1;
            int[] exact = [.. axes.Where(axis => (float)node.Target[axis] / x[axis] == common)];
            if (exact.Length == 0 || axes.Any(axis => node.Scales[axis] != common || (int)Math.Floor((common * x[axis]) + 0.5f) != node.Target[axis]))
                throw export.Unsupported($"scales [{string.Join(',', node.Scales)}] do not bring {x} to {node.Target}");
            foreach (int axis in axes.Except(exact))
                sizes[axis]++;
            attributes.Add(OnnxGraphBuilder.Text("keep_aspect_ratio_policy", "not_larger"));
            attributes.Add(OnnxGraphBuilder.Ints("axes", axes.Select(axis => TensorPlaces.Axis(axis, first))));
            string few = export.Onnx.Integers($"{node.Output}_sizes", axes.Select(axis => (long)sizes[axis]));
            string region = roi.Length == 0 ? "" : export.Onnx.Floats($"{node.Output}_region", new Shape(2 * axes.Length), [.. axes.Select(axis => node.Roi[axis]), .. axes.Select(axis => node.Roi[axis + x.Rank])]);
            export.Write("Resize", [data, region, "", few], first, [.. attributes]);
            return;
        }

        string all = export.Onnx.Integers($"{node.Output}_sizes", TensorPlaces.InOrder<int>(sizes, first).Select(size => (long)size));
        export.Write("Resize", [data, roi, "", all], first, [.. attributes]);
    }

    /// <summary>True if neither scales nor sizes alone say what the node does; ONNX can since opset 18.</summary>
    public static bool NeedsPolicy(ResizeNode node, Shape x) =>
        !FollowsFromScales(node, x) && Enumerable.Range(0, x.Rank).Any(axis => (float)node.Target[axis] / x[axis] != node.Scales[axis]);

    private static bool FollowsFromScales(ResizeNode node, Shape x) => Enumerable.Range(0, x.Rank).All(axis => Math.Floor((double)(x[axis] * node.Scales[axis])) == node.Target[axis]);

    private static float[] Region(ResizeNode node, bool channelsFirst)
    {
        int rank = node.Roi.Length / 2;
        return [.. TensorPlaces.InOrder<float>(node.Roi[..rank], channelsFirst), .. TensorPlaces.InOrder<float>(node.Roi[rank..], channelsFirst)];
    }

    private static string Name(ResizeCoordinates coordinates) => coordinates switch
    {
        ResizeCoordinates.HalfPixel => "half_pixel",
        ResizeCoordinates.HalfPixelSymmetric => "half_pixel_symmetric",
        ResizeCoordinates.PytorchHalfPixel => "pytorch_half_pixel",
        ResizeCoordinates.AlignCorners => "align_corners",
        ResizeCoordinates.Asymmetric => "asymmetric",
        ResizeCoordinates.TfHalfPixelForNearest => "tf_half_pixel_for_nn",
        _ => "tf_crop_and_resize",
    };

    private static string Name(ResizeRounding rounding) => rounding switch
    {
        ResizeRounding.PreferFloor => "round_prefer_floor",
        ResizeRounding.PreferCeil => "round_prefer_ceil",
        ResizeRounding.Floor => "floor",
        _ => "ceil",
    };
}
