using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using static EdgeCnn.Onnx.Tests.OnnxModel;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Inputs, outputs, constants and names of a file, whatever its operators are.</summary>
public sealed class OnnxGraphTests
{
    [Fact]
    public void InputShapes_CloseOpenDimensions()
    {
        OnnxModel model = new OnnxModel().Input("x", 1, 3, -1, -1).Node("Abs", "x > y").Output("y");
        EdgeCnnException error = model.Refused();
        Assert.Contains("--input-shape x=", error.Message, StringComparison.Ordinal);
        Assert.Contains("'open'", error.Message, StringComparison.Ordinal);
        NetworkGraph graph = model.Load(new OnnxImportOptions { InputShapes = new Dictionary<string, Shape> { ["x"] = new(1, 3, 4, 5) } });
        Assert.Equal(new Shape(1, 3, 4, 5), graph.Tensor("y").Shape);
        Assert.Equal(["x", "y"], graph.KeptLayout.AsEnumerable());
    }

    [Fact]
    public void InputShapes_AgainstTheFile_AreRefused()
    {
        OnnxModel model = new OnnxModel().Input("x", 1, 3, -1).Node("Abs", "x > y").Output("y");
        foreach (Shape shape in (Shape[])[new(1, 4, 4), new(1, 3), new(1, 3, -7)])
            Assert.Contains("cannot have the shape", model.Refused(new OnnxImportOptions { InputShapes = new Dictionary<string, Shape> { ["x"] = shape } }).Message, StringComparison.Ordinal);
        Assert.Contains("cannot have the shape [1,3]: expected [1,3,open]", model.Refused(new OnnxImportOptions { InputShapes = new Dictionary<string, Shape> { ["x"] = new(1, 3) } }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InputShapes_OfNoInput_AreRefusedWithTheInputsThatExist()
    {
        OnnxModel model = new OnnxModel().Input("x", 1, 3, -1).Input("k", 3).Constant<float>("k", [3], 1, 2, 3).Node("Abs", "x > y").Output("y");
        var wanted = new Dictionary<string, Shape> { ["x"] = new(1, 3, 4), ["other"] = new(1, 3, 4), ["k"] = new(3) };
        EdgeCnnException error = model.Refused(new OnnxImportOptions { InputShapes = wanted });
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("for 'k', 'other', expected an input of the model: 'x'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_OpenBatch_IsOne() =>
        Assert.Equal(new Shape(1, 3), new OnnxModel().Input("x", -1, 3).Node("Abs", "x > y").Output("y").Load().Tensor("x").Shape);

    [Fact]
    public void InputValues_AreAskedForWhatMustBeKnown()
    {
        OnnxModel model = new OnnxModel().Input("x", 2, 3).Input("s", OnnxType.Int64, [2]).Node("Reshape", "x s > y").Output("y");
        Assert.Contains("'s' is computed or given at run time", model.Refused().Message, StringComparison.Ordinal);
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Google.Protobuf.MessageExtensions.ToByteArray(Tensor<long>("s", [2], 3, -1)));
            var asked = new List<string>();
            NetworkGraph graph = model.Load(new OnnxImportOptions
            {
                InputValues = name =>
                {
                    asked.Add(name);
                    return name == "s" ? OnnxTensorFile.Load(file) : null;
                },
            });
            Assert.Equal(new Shape(3, 2), graph.Tensor("y").Shape);
            Assert.Equal(["s"], asked.Distinct());
            File.WriteAllBytes(file, Google.Protobuf.MessageExtensions.ToByteArray(Tensor<long>("s", [3], 3, 1, 2)));
            Assert.Contains("expected Int64[2], got Int64[3]", model.Refused(new OnnxImportOptions { InputValues = _ => OnnxTensorFile.Load(file) }).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Outputs_ThatAreInputsOrConstants_AreGiven()
    {
        OnnxModel model = new OnnxModel().Input("x", 2).Constant<float>("k", [2], 5, 6).Node("Abs", "x > a").Node("Identity", "x > i").Node("Identity", "k > c").Node("Neg", "k > n").Output("x", "k", "i", "c", "n", "a");
        Assert.Equal([[-1, 2], [5, 6], [-1, 2], [5, 6], [-5, -6], [1, 2]], model.RunAll(null, [-1, 2]));
    }

    [Fact]
    public void Outputs_TwoOfOneTensor_AreBothGiven()
    {
        OnnxModel model = new OnnxModel().Input("x", 1, 2, 1, 2).Constant<float>("w", [1, 2, 1, 1], 1, 10)
            .Node("Conv", "x w > c").Node("Relu", "c > y").Node("Identity", "y > z").Node("Dropout", "y > d").Output("y", "z", "d", "y");
        Assert.Equal(["y", "z", "d", "y"], model.Load().Outputs.AsEnumerable());
        Assert.All(model.RunAll(null, [1, 2, 3, -4]), values => Assert.Equal([31, 0], values));
    }

    [Fact]
    public void Names_OfInputsAndOutputs_AreTheFiles()
    {
        NetworkGraph graph = new OnnxModel().Input("picture", 1, 3, 4, 4).Constant("w", [2, 3, 1, 1], new float[6]).Constant<float>("b", [2], 1, 2)
            .Node("Conv", "picture w > inner").Node("Add", "inner b4 > sum").Node("GlobalAveragePool", "sum > mean").Node("Softmax", "mean > scores", Int("axis", 1))
            .Constant("b4", [1, 2, 1, 1], 1f, 2f).Output("sum", "scores").Load();
        Assert.Equal(["picture"], graph.Inputs.AsEnumerable());
        Assert.Equal(["sum", "scores"], graph.Outputs.AsEnumerable());
        Assert.NotNull(graph.Producer("sum"));
        Assert.NotNull(graph.Producer("scores"));
    }

    [Fact]
    public void Constants_OfDoubleAndHalf_AreFloats()
    {
        var typed = new TensorProto { Name = "t", DataType = OnnxType.Float16 };
        typed.Dims.Add(2);
        typed.Int32Data.AddRange([BitConverter.HalfToUInt16Bits((Half)0.5f), BitConverter.HalfToUInt16Bits((Half)(-8))]);
        float[] y = new OnnxModel().Input("x", 2).Constant<double>("d", [2], 0.1, -1e300).Constant<Half>("h", [2], (Half)0.25f, (Half)(-2)).Constant(typed)
            .Node("Add", "x h > a").Node("Mul", "a t > b").Node("Max", "b d > y").Output("y").Run([0.25f, 1]);
        Assert.Equal([0.25f, 8], y);
    }

    [Fact]
    public void MaxComputedBytes_Less_IsRefusedWithTheWayOut()
    {
        OnnxModel model = new OnnxModel().Input("x", 1).Longs("s", 1000, 1000).Node("ConstantOfShape", "s > c").Node("ReduceSum", "c > r", Int("keepdims", 0)).Node("Add", "x r > y").Output("y");
        EdgeCnnException error = model.Refused(new OnnxImportOptions { MaxComputedBytes = 100_000 });
        Assert.Contains("the-ConstantOfShape", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxComputedBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal([3], model.Run([3f]));
    }

    /// <summary>Every pass of the importer alone and left out: the same numbers.</summary>
    [Fact]
    public void WithoutPasses_EachLeftOutAndEachAlone_GivesTheSameNumbers()
    {
        OnnxModel model = new OnnxModel().Input("x", 1, 2, 4, 4)
            .Constant("w", [3, 2, 3, 3], [.. Enumerable.Range(0, 54).Select(i => (i % 7) - 3f)]).Constant<float>("s", [3], 1, 2, 0.5f).Constant<float>("b", [3], 1, -1, 0).Constant<float>("m", [3], 0, 4, 2).Constant<float>("v", [3], 1, 4, 0.25f)
            .Constant("f", [48, 2], [.. Enumerable.Range(0, 96).Select(i => (i % 5) - 2f)]).Constant<float>("qs", [], 0.5f).Constant<byte>("qz", [], 10).Longs("flat", 1, -1)
            .Node("Conv", "x w > c", Ints("pads", 1, 1, 1, 1)).Node("BatchNormalization", "c s b m v > n", Float("epsilon", 0)).Node("Relu", "n > r")
            .Node("QuantizeLinear", "r qs qz > q").Node("DequantizeLinear", "q qs qz > d").Node("MaxPool", "d > p", Ints("kernel_shape", 1, 1)).Node("QuantizeLinear", "p qs qz > q2").Node("DequantizeLinear", "q2 qs qz > d2")
            .Node("Reshape", "d2 flat > a").Node("Reshape", "a flat > e").Node("MatMul", "e f > y").Output("y", "n");
        float[] x = [.. Enumerable.Range(0, 32).Select(i => (i % 9) - 4f)];
        float[][] expected = model.RunAll(null, x);
        foreach (string pass in OnnxImporter.Passes)
        {
            Assert.Equal(expected, model.RunAll(new OnnxImportOptions { WithoutPasses = [pass] }, x));
            Assert.Equal(expected, model.RunAll(new OnnxImportOptions { WithoutPasses = [.. OnnxImporter.Passes.Except([pass])] }, x));
        }

        Assert.Equal(expected, model.RunAll(new OnnxImportOptions { WithoutPasses = OnnxImporter.Passes }, x));
    }

    [Fact]
    public void Load_LongChain_EndsSoon()
    {
        OnnxModel some = Chain(1_000), many = Chain(10_000);
        double growth = ThreadClock.Growth(() => some.Load(), () => many.Load());
        Assert.True(growth < 40, $"ten times as many nodes took {growth:F1} times as long");
    }

    private static OnnxModel Chain(int nodes)
    {
        OnnxModel model = new OnnxModel().Input("t0", 1, 3, 4, 4);
        for (int i = 0; i < nodes; i++)
            model.Node("Relu", $"t{i} > t{i + 1}");
        return model.Output($"t{nodes}");
    }
}
