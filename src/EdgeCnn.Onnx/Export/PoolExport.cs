using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Pooling, and normalization across channels.</summary>
internal static class PoolExport
{
    public static void MaxPool(NodeExport export, MaxPoolNode pool) =>
        export.Write("MaxPool", [export.Input(0, channelsFirst: true)], channelsFirst: true, Attributes(pool.KernelH, pool.KernelW, pool.Window));

    /// <summary>The second output; the first one is of no use here.</summary>
    public static void MaxPoolIndices(NodeExport export, MaxPoolIndicesNode pool) => export.WriteOne(
        1, 2, "MaxPool", [export.Input(0, channelsFirst: true)], channelsFirst: true, [.. Attributes(pool.KernelH, pool.KernelW, pool.Window), OnnxGraphBuilder.Flag("storage_order", pool.ColumnMajor)]);

    public static void AveragePool(NodeExport export, AveragePoolNode pool)
    {
        bool ceil = pool.CeilH > 0 || pool.CeilW > 0;
        Window window = pool.Window;
        // No division counts the padding that rounding up adds; ONNX says so with ceil_mode.
        List<AttributeProto> attributes = [OnnxGraphBuilder.Ints("kernel_shape", pool.KernelH, pool.KernelW), .. ConvExport.WindowAttributes(window, pool.CeilH, pool.CeilW)];
        // ONNX's AveragePool has dilations since opset 19.
        if (window is { DilationH: 1, DilationW: 1 })
            attributes.RemoveAt(attributes.Count - 1);
        attributes.Add(OnnxGraphBuilder.Flag("count_include_pad", pool.CountIncludePad));
        if (ceil)
            attributes.Add(OnnxGraphBuilder.Flag("ceil_mode", true));
        export.Write("AveragePool", [export.Input(0, channelsFirst: true)], channelsFirst: true, [.. attributes]);
    }

    public static void GlobalAveragePool(NodeExport export) => export.Write("GlobalAveragePool", [export.Input(0, channelsFirst: true)], channelsFirst: true);

    public static void Lrn(NodeExport export, LrnNode lrn)
    {
        AttributeProto[] attributes = [OnnxGraphBuilder.Int("size", lrn.Size), OnnxGraphBuilder.Float("alpha", lrn.Alpha), OnnxGraphBuilder.Float("beta", lrn.Beta), OnnxGraphBuilder.Float("bias", lrn.Bias)];
        Shape s = export.Output.Shape;
        if (s.Rank == 4)
        {
            export.Write("LRN", [export.Input(0, channelsFirst: true)], channelsFirst: true, attributes);
            return;
        }

        // ONNX's channels are the second axis, so each row of ours is a picture of one pixel.
        string rows = export.Step("Reshape", "rows", [export.Input(0, false), export.Onnx.Integers($"{lrn.Output}_rows_shape", [s.Elements / s[-1], s[-1], 1, 1])]);
        string normalized = export.Step("LRN", "normalized", [rows], attributes);
        export.Write("Reshape", [normalized, export.Onnx.Integers($"{lrn.Output}_shape", s.Dims.Select(dim => (long)dim))], false);
    }

    private static AttributeProto[] Attributes(int kernelH, int kernelW, Window window) => [OnnxGraphBuilder.Ints("kernel_shape", kernelH, kernelW), .. ConvExport.WindowAttributes(window)];
}
