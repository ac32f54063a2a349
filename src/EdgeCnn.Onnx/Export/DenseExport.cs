using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>Dense layers, matrix products, and what dense layers share with convolutions: bias and sums of codes.</summary>
internal static class DenseExport
{
    public static void Dense(NodeExport export, DenseNode dense)
    {
        TensorInfo weights = export.InputInfo(1);
        ReadOnlySpan<byte> values = export.ConstantInput(1);
        string form = "";
        // Flatten gives ONNX's order C, H, W; the columns follow it.
        if (export.Places.FlattenedMaps.TryGetValue(dense.Inputs[0], out Shape map))
        {
            values = AxisOrder.Permute(values, new Shape(weights.Shape[0], map[1], map[2], map[3]), weights.Type.SizeBytes(), [0, 3, 1, 2]);
            form = $"chw_{map[1]}_{map[2]}_";
        }

        if (GivesSums(export))
        {
            TensorInfo columns = weights with { Shape = new Shape(weights.Shape[1], weights.Shape[0]), Quant = weights.Quant is { Axis: 0 } quant ? quant with { Axis = 1 } : weights.Quant };
            WriteSums(export, "MatMulInteger", $"{form}columns", columns, AxisOrder.Permute(values, weights.Shape, 1, [1, 0]), channelsFirst: false);
            return;
        }

        export.Write("Gemm", [export.Input(0, false), export.Places.RealConstant(weights, form, weights, values), .. Bias(export, dense)], false, OnnxGraphBuilder.Int("transB", 1));
    }

    public static void MatMul(NodeExport export) => export.Write("MatMul", [export.Input(0, false), export.Input(1, false)], false);

    /// <summary>True for a layer on codes whose result is the sum itself.</summary>
    public static bool GivesSums(NodeExport export) => export.Output.Type == DataType.Int32;

    /// <summary>ConvInteger or MatMulInteger: codes and their zero points; the bias is a sum behind it.</summary>
    public static void WriteSums(NodeExport export, string op, string form, TensorInfo weights, byte[] values, bool channelsFirst, params AttributeProto[] attributes)
    {
        TensorInfo x = export.InputInfo();
        if (x.Quant is not { Scale: 1 } || weights.Quant!.Scales.Any(scale => scale != 1))
            throw export.Unsupported("sums of codes with scales other than 1 would be read with others than those of the tensors");
        TensorInfo w = export.InputInfo(1);
        string initializer = export.Places.Constant(w, form, weights, values);
        string[] inputs = [export.Places.Codes(x.Name, channelsFirst), initializer, export.Places.Parameters(x)[1], export.Places.Parameters(weights with { Name = initializer })[1]];
        if (export.BiasInfo is not { } bias)
        {
            export.Write(op, inputs, channelsFirst, attributes);
            return;
        }

        string sums = export.Step(op, "sums", inputs, attributes);
        TensorInfo along = bias with { Quant = null, Shape = channelsFirst ? new Shape(bias.Shape[0], 1, 1) : bias.Shape };
        export.Write("Add", [sums, export.Places.Constant(bias, "sums", along, export.ConstantInput(2))], channelsFirst);
    }

    /// <summary>The bias as a list of inputs. Sums have the scales s_x·s_w, whether the tensor says so or not.</summary>
    public static string[] Bias(NodeExport export, LinearNode node)
    {
        if (export.BiasInfo is not { } bias)
            return [];
        ReadOnlySpan<byte> values = export.ConstantInput(2);
        if (bias.Type != DataType.Int32 || bias.Quant is not null)
            return [export.Places.RealConstant(bias, "", bias, values)];
        float scale = export.InputInfo().Quant!.Scale;
        QuantParams weights = export.InputInfo(1).Quant!;
        QuantParams quant = weights.Axis < 0 ? QuantParams.PerTensor(scale * weights.Scale, 0) : QuantParams.PerChannel([.. weights.Scales.Select(each => scale * each)]);
        return [export.Places.RealConstant(bias, $"bias_{node.Name}", bias with { Quant = quant }, values)];
    }
}
