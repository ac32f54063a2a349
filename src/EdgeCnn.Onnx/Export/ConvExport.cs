using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Convolutions: weights turn to [OC, C / group, KH, KW], the input stands as [N, C, H, W].</summary>
internal static class ConvExport
{
    public static void Conv2d(NodeExport export, Conv2dNode conv)
    {
        TensorInfo weights = export.InputInfo(1);
        Shape s = weights.Shape;
        byte[] oihw = AxisOrder.Permute(export.ConstantInput(1), s, weights.Type.SizeBytes(), [0, 3, 1, 2]);
        Write(export, conv, weights with { Shape = new Shape(s[0], s[3], s[1], s[2]) }, oihw, s[1], s[2], group: 1, conv.Window);
    }

    public static void Depthwise(NodeExport export, DepthwiseConv2dNode conv)
    {
        TensorInfo weights = export.InputInfo(1);
        Shape s = weights.Shape;
        byte[] ihw = AxisOrder.Permute(export.ConstantInput(1), s, weights.Type.SizeBytes(), [2, 0, 1]);
        TensorInfo oihw = weights with { Shape = new Shape(s[2], 1, s[0], s[1]), Quant = weights.Quant is { Axis: >= 0 } quant ? quant with { Axis = 0 } : weights.Quant };
        Write(export, conv, oihw, ihw, s[0], s[1], group: s[2], conv.Window);
    }

    public static AttributeProto[] WindowAttributes(Window window, int ceilH = 0, int ceilW = 0) =>
    [
        OnnxGraphBuilder.Ints("pads", window.PadTop, window.PadLeft, window.PadBottom - ceilH, window.PadRight - ceilW),
        OnnxGraphBuilder.Ints("strides", window.StrideH, window.StrideW),
        OnnxGraphBuilder.Ints("dilations", window.DilationH, window.DilationW),
    ];

    private static void Write(NodeExport export, LinearNode conv, TensorInfo weights, byte[] values, int kernelH, int kernelW, int group, Window window)
    {
        AttributeProto[] attributes = [OnnxGraphBuilder.Ints("kernel_shape", kernelH, kernelW), OnnxGraphBuilder.Int("group", group), .. WindowAttributes(window)];
        string form = group == 1 ? "oihw" : "ihw";
        if (DenseExport.GivesSums(export))
            DenseExport.WriteSums(export, "ConvInteger", form, weights, values, channelsFirst: true, attributes);
        else
            export.Write("Conv", [export.Input(0, channelsFirst: true), export.Places.RealConstant(export.InputInfo(1), form, weights, values), .. DenseExport.Bias(export, conv)], channelsFirst: true, attributes);
    }
}
