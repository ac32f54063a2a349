using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Functions of one value, of two, and of several.</summary>
internal static class FunctionOps
{
    /// <summary>A function without parameters.</summary>
    public static Action<Emitter> Plain(UnaryKind kind) => emit => emit.Result(emit.Unary(kind, emit.Input(0)));

    /// <summary>A function with parameters from attributes.</summary>
    public static Action<Emitter> With(UnaryKind kind, (string Name, float Value) alpha, (string Name, float Value)? beta = null) => emit =>
    {
        float a = emit.Node.Float(alpha.Name, alpha.Value), b = beta is { } second ? emit.Node.Float(second.Name, second.Value) : 0;
        emit.Result(emit.Unary(kind, emit.Input(0), a, b));
    };

    public static void Relu(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        emit.Result(x.Type is DataType.Int32 or DataType.Int64 ? emit.Binary(BinaryKind.Max, x, Zero(emit, x.Type)) : emit.Activation(ActivationKind.Relu, x));
    }

    public static void Gelu(Emitter emit)
    {
        string form = emit.Node.Text("approximate", "none");
        emit.Result(emit.Unary(form == "tanh" ? UnaryKind.GeluTanh : form == "none" ? UnaryKind.Gelu : throw emit.Node.Unsupported($"attribute approximate = '{form}' is not supported."), emit.Input(0)));
    }

    public static void Clip(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        if (x.Type != DataType.Float32)
        {
            TensorInfo atLeast = emit.Node.Has(1) ? emit.Binary(BinaryKind.Max, x, emit.Input(1)) : x;
            emit.Result(emit.Node.Has(2) ? emit.Binary(BinaryKind.Min, atLeast, emit.Input(2)) : atLeast);
            return;
        }

        // Bounds were attributes before opset 11 and are inputs since.
        float Bound(int input, string attribute, float fallback) =>
            emit.Node.Opset < 11 ? emit.Node.Float(attribute, fallback) : emit.Node.Has(input) ? emit.Scalar(input) : fallback;
        float minimum = Math.Max(Bound(1, "min", float.MinValue), float.MinValue), maximum = Math.Min(Bound(2, "max", float.MaxValue), float.MaxValue);
        emit.Result((minimum, maximum) switch
        {
            (0f, 6f) => emit.Activation(ActivationKind.Relu6, x),
            (0f, float.MaxValue) => emit.Activation(ActivationKind.Relu, x),
            _ => emit.Unary(UnaryKind.Clip, x, minimum, maximum),
        });
    }

    /// <summary>A function of two values.</summary>
    public static Action<Emitter> Binary(BinaryKind kind) => emit => emit.Result(emit.Binary(kind, emit.Input(0), Second(emit)));

    /// <summary>The sum of two maps of equal shape is the join of a residual branch, which has a kernel of its own.</summary>
    public static void Add(Emitter emit)
    {
        TensorInfo a = emit.Input(0), b = Second(emit);
        bool join = a.Type == DataType.Float32 && b.Type == DataType.Float32 && a.Shape == b.Shape && !DenseOps.IsWeights(emit, a) && !DenseOps.IsWeights(emit, b);
        emit.Result(join ? emit.Add(new AddNode { Name = "", Inputs = [a.Name, b.Name], Output = "" }, a.Type) : emit.Binary(BinaryKind.Add, a, b));
    }

    public static void PRelu(Emitter emit)
    {
        TensorInfo x = emit.Input(0), slope = emit.Input(1);
        // Before opset 7 a list of slopes was one for each channel.
        if (emit.Node.Opset < 7 && slope.Shape.Rank == 1 && slope.Shape.Elements > 1 && x.Shape.Rank > 2)
            slope = emit.Reshape(slope, new Shape([slope.Shape[0], .. Enumerable.Repeat(1, x.Shape.Rank - 2)]));
        emit.Result(emit.Binary(BinaryKind.PRelu, x, slope));
    }

    public static void Pow(Emitter emit)
    {
        TensorInfo x = emit.Input(0), y = Second(emit);
        // ONNX lets the types differ; the result has the first one's, computed as real numbers where either is real.
        DataType type = x.Type == DataType.Float32 || y.Type == DataType.Float32 ? DataType.Float32 : DataType.Int64;
        emit.Result(emit.Cast(emit.Binary(BinaryKind.Pow, emit.Cast(x, type), emit.Cast(y, type)), x.Type));
    }

    public static void Mod(Emitter emit)
    {
        if (emit.Node.Flag("fmod"))
            throw emit.Node.Unsupported("attribute fmod = 1 is not supported.");
        emit.Result(emit.Binary(BinaryKind.Mod, emit.Input(0), emit.Input(1)));
    }

    /// <summary>The same function from the first to the last input.</summary>
    public static Action<Emitter> Fold(BinaryKind kind) => emit => emit.Result(emit.Inputs().Aggregate((sum, next) => Step(emit, kind, sum, next)));

    public static void Mean(Emitter emit)
    {
        TensorInfo[] inputs = emit.Inputs();
        emit.Result(emit.Binary(BinaryKind.Mul, inputs.Aggregate((sum, next) => Step(emit, BinaryKind.Add, sum, next)), 1f / inputs.Length));
    }

    public static void Where(Emitter emit) => emit.Result(emit.Add(
        new WhereNode { Name = "", Inputs = [.. emit.Inputs().Select(input => input.Name)], Output = "" }, emit.Input(1).Type));

    public static void Cast(Emitter emit)
    {
        emit.Node.Ignore("saturate"); // Of float8 only.
        emit.Node.Ignore("round_mode");
        int to = emit.Node.Int("to", 0);
        emit.Result(emit.Cast(emit.Input(0), Wire.OnnxType.From(to) ?? throw emit.Node.Unsupported($"attribute to = {Wire.OnnxType.NameOf(to)} is not supported.")));
    }

    // Before opset 7 an attribute said whether and from which axis on the second input is broadcast.
    private static TensorInfo Second(Emitter emit)
    {
        TensorInfo a = emit.Input(0), b = emit.Input(1);
        if (emit.Node.Opset >= 7)
            return b;
        _ = emit.Node.Flag("broadcast");
        if (!emit.Node.HasAttribute("axis"))
            return b;
        int axis = emit.Node.Axis(emit.Node.Int("axis", 0), a.Shape.Rank), behind = a.Shape.Rank - axis - b.Shape.Rank;
        return behind >= 0 ? emit.Reshape(b, new Shape([.. b.Shape.Dims, .. Enumerable.Repeat(1, behind)])) : throw emit.Node.Unsupported($"attribute axis = {axis} does not fit {a} and {b}.");
    }

    private static TensorInfo Step(Emitter emit, BinaryKind kind, TensorInfo a, TensorInfo b) => kind == BinaryKind.Add && a.Shape == b.Shape && a.Type == DataType.Float32
        ? emit.Add(new AddNode { Name = "", Inputs = [a.Name, b.Name], Output = "" }, a.Type)
        : emit.Binary(kind, a, b);

    private static TensorInfo Zero(Emitter emit, DataType type) => emit.Constant(type, new Shape(), new byte[type.SizeBytes()]);
}
