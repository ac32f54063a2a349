using System.Numerics;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The operator of each <see cref="UnaryKind"/>.</summary>
internal static class UnaryTable
{
    public static IOperator Bind(NetworkGraph graph, UnaryNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), y = graph.Tensor(node.Output);
        string name = $"unary-{node.Kind.ToString().ToLowerInvariant()}";
        return x.Type switch
        {
            DataType.Float32 => new FloatMapping($"f32-{name}", Function(node)),
            DataType.Bool => new Mapping<byte, NotOperation>(name),
            _ when x.Quant is not null && y.Quant is not null => new Lookup(CodeTable.Of(x, y, Function(node)), y.SizeBytes),
            DataType.Int32 => Integer<int>(name, node.Kind),
            DataType.Int64 => Integer<long>(name, node.Kind),
            DataType.Int8 => Integer<sbyte>(name, node.Kind),
            _ => Integer<byte>(name, node.Kind),
        };
    }

    /// <summary>The function on real numbers.</summary>
    public static FloatFunction Function(UnaryNode node)
    {
        var (alpha, beta) = (node.Alpha, node.Beta);
        return node.Kind switch
        {
            UnaryKind.Abs => Vector(default(AbsFloat)),
            UnaryKind.Neg => Vector(default(NegFloat)),
            UnaryKind.Exp => Vector(default(ExpFloat)),
            UnaryKind.Log => Scalar(default(LogFloat)),
            UnaryKind.Sqrt => Vector(default(SqrtFloat)),
            UnaryKind.Reciprocal => Vector(default(ReciprocalFloat)),
            UnaryKind.Floor => Vector(default(FloorFloat)),
            UnaryKind.Ceil => Vector(default(CeilFloat)),
            UnaryKind.Round => Scalar(default(RoundFloat)),
            UnaryKind.Sign => Scalar(default(SignFloat)),
            UnaryKind.Erf => Scalar(default(ErfFloat)),
            UnaryKind.Sigmoid => Vector(default(SigmoidFloat)),
            UnaryKind.Tanh => Vector(default(TanhFloat)),
            UnaryKind.LeakyRelu => Vector(new LeakyReluFloat(alpha)),
            UnaryKind.Elu => Scalar(new EluFloat(alpha)),
            UnaryKind.Selu => Scalar(new SeluFloat(alpha, beta)),
            UnaryKind.Celu => Scalar(new CeluFloat(alpha)),
            UnaryKind.HardSigmoid => Vector(new HardSigmoidFloat(alpha, beta)),
            UnaryKind.HardSwish => Vector(default(HardSwishFloat)),
            UnaryKind.Swish => Vector(new SwishFloat(alpha)),
            UnaryKind.Mish => Scalar(default(MishFloat)),
            UnaryKind.Softplus => Scalar(default(SoftplusFloat)),
            UnaryKind.Softsign => Vector(default(SoftsignFloat)),
            UnaryKind.Gelu => Scalar(default(GeluFloat)),
            UnaryKind.GeluTanh => Scalar(default(GeluTanhFloat)),
            UnaryKind.ThresholdedRelu => Scalar(new ThresholdedReluFloat(alpha)),
            UnaryKind.Shrink => Scalar(new ShrinkFloat(alpha, beta)),
            UnaryKind.Clip => Vector(new ClipFloat(alpha, beta)),
            _ => throw new GraphException(node.Label, $"has no {node.Kind} of real numbers in this build."),
        };
    }

    private static FloatFunction<TOperation> Scalar<TOperation>(TOperation f)
        where TOperation : struct, IUnaryOperation<float> => new(f);

    private static VectorFunction<TOperation> Vector<TOperation>(TOperation f)
        where TOperation : struct, IVectorOperation => new(f);

    private static IOperator Integer<T>(string name, UnaryKind kind)
        where T : unmanaged, INumber<T> => kind switch
        {
            UnaryKind.Abs => new Mapping<T, AbsOperation<T>>(name),
            UnaryKind.Neg => new Mapping<T, NegOperation<T>>(name),
            _ => new Mapping<T, SignOperation<T>>(name),
        };
}
