using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using Tensor = EdgeCnn.Testing.ReferenceTensor<float>;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Resampling against the definition, and against the values that ONNX publishes with the operator.</summary>
public sealed class ResizeTests
{
    private static readonly Tensor Four = Tensor.Of([4, 4], at => (4 * at[0]) + at[1] + 1);

    public static TheoryData<ResizeMode, ResizeCoordinates, bool, bool> Kinds
    {
        get
        {
            var data = new TheoryData<ResizeMode, ResizeCoordinates, bool, bool>();
            foreach (ResizeMode mode in (ResizeMode[])[ResizeMode.Linear, ResizeMode.Cubic])
            {
                foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
                {
                    for (int flags = 0; flags < 4; flags++)
                        data.Add(mode, coordinates, (flags & 1) != 0, (flags & 2) != 0);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Resize_RandomShapes_MatchesTheDefinition(ResizeMode mode, ResizeCoordinates coordinates, bool antialias, bool excludeOutside)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            Tensor x = Tensor.Of([.. Tensor.RandomShape(random, leastRank: 1).Take(3)], _ => (random.NextSingle() * 4) - 2);
            int rank = x.Shape.Length;
            int[] target = [.. x.Shape.Select(size => random.Next(3) == 0 ? size : random.Next(1, 9))];
            float[] scales = [.. target.Select((size, axis) => size / (float)x.Shape[axis])];
            float[] roi = [.. Enumerable.Range(0, rank).Select(_ => (random.NextSingle() * 0.6f) - 0.1f), .. Enumerable.Range(0, rank).Select(_ => 0.5f + (random.NextSingle() * 0.6f))];
            var node = Node(mode, coordinates, target, scales) with { Antialias = antialias, ExcludeOutside = excludeOutside, Roi = coordinates == ResizeCoordinates.CropAndResize ? [.. roi] : [], Extrapolation = 9 };
            float[] got = OneNode.Run<float>(node, [x.Of("x")]);
            double[] expected = [.. Tensor.Indices(target).Select(to => Reference(node, x, to, 0, []))];
            for (int i = 0; i < got.Length; i++)
                Assert.True(Math.Abs(expected[i] - got[i]) < 2e-4, $"seed {seed} at {i}: expected {expected[i]}, got {got[i]}");
        }
    }

    [Fact]
    public void Linear_PublishedValues_AreMet()
    {
        Near([1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4], Node(ResizeMode.Linear, ResizeCoordinates.HalfPixel, [4, 4], [2, 2]), [2, 2], [1, 2, 3, 4]);
        Near([1, 3.142857f], Node(ResizeMode.Linear, ResizeCoordinates.AlignCorners, [1, 2], [0.6f, 0.6f]), [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
        Near([1.6666667f, 3.3333333f], Node(ResizeMode.Linear, ResizeCoordinates.HalfPixelSymmetric, [2], [0.6f]), [4], [1, 2, 3, 4]);
        Near([1.6666666f, 7, 12.333333f], Node(ResizeMode.Linear, ResizeCoordinates.PytorchHalfPixel, [3, 1], [0.75f, 0.25f]), [4, 4], Four.Values);
        Near([2.875f, 4.5f, 9.375f, 11], Node(ResizeMode.Linear, ResizeCoordinates.HalfPixel, [2, 2], [0.6f, 0.6f]) with { Antialias = true }, [4, 4], Four.Values);
        Near([7.6f, 7.9f, 8.2f, 8.8f, 9.1f, 9.4f, 10, 10.3f, 10.6f], Node(ResizeMode.Linear, ResizeCoordinates.CropAndResize, [3, 3], [0.75f, 0.75f]) with { Roi = [0.4f, 0.6f, 0.6f, 0.8f] }, [4, 4], Four.Values);
    }

    [Fact]
    public void Cubic_PublishedValues_AreMet()
    {
        float[] Row(ResizeNode node) => OneNode.Run<float>(node, [Four.Of("x")])[..8];
        ResizeNode up = Node(ResizeMode.Cubic, ResizeCoordinates.HalfPixel, [8, 8], [2, 2]);
        Assert.Equal([0.47265625f, 0.76953125f, 1.24609375f, 1.875f, 2.28125f, 2.91015625f, 3.38671875f, 3.68359375f], Row(up).Select(value => MathF.Round(value * 512) / 512));
        float[] excluded = Row(up with { CubicCoefficient = -0.5f, ExcludeOutside = true });
        float[] expected = [0.55882353f, 0.81494204f, 1.35698249f, 1.89705882f, 2.39705882f, 2.93713516f, 3.47917561f, 3.73529412f];
        Assert.All(expected.Zip(excluded), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Near([2.5180721f, 4.2858863f, 9.589329f, 11.357142f], Node(ResizeMode.Cubic, ResizeCoordinates.HalfPixel, [2, 2], [0.6f, 0.6f]) with { Antialias = true }, [4, 4], Four.Values);
    }

    [Fact]
    public void Nearest_PublishedValues_AreMet()
    {
        float[] Row(ResizeCoordinates coordinates, ResizeRounding rounding) => OneNode.Run<float>(Node(ResizeMode.Nearest, coordinates, [8, 8], [2, 2]) with { Rounding = rounding }, [Four.Of("x")])[..8];
        Assert.Equal([1, 1, 1, 2, 2, 3, 3, 4], Row(ResizeCoordinates.AlignCorners, ResizeRounding.Floor));
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 4], Row(ResizeCoordinates.HalfPixel, ResizeRounding.Ceil));
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 4], Row(ResizeCoordinates.Asymmetric, ResizeRounding.PreferCeil));
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4], Row(ResizeCoordinates.HalfPixel, ResizeRounding.PreferFloor));
        Near([1, 3], Node(ResizeMode.Nearest, ResizeCoordinates.HalfPixel, [1, 2], [0.6f, 0.6f]), [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
        Near([1, 2, 4], Node(ResizeMode.Nearest, ResizeCoordinates.HalfPixel, [1, 3], [0.5f, 0.75f]), [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public void Nearest_ScaleThatRoundsUp_StillMeetsTheExactPlaces()
    {
        // 2/3 as a float is above 2/3, so that 2/scale would lie just below 3.
        Near([0, 1, 3, 4], Node(ResizeMode.Nearest, ResizeCoordinates.Asymmetric, [4], [2f / 3]) with { Rounding = ResizeRounding.Floor }, [6], [0, 1, 2, 3, 4, 5]);
    }

    [Theory]
    [InlineData(ResizeRounding.PreferFloor, 1)]
    [InlineData(ResizeRounding.PreferCeil, 2)]
    [InlineData(ResizeRounding.Floor, 1)]
    [InlineData(ResizeRounding.Ceil, 2)]
    public void Nearest_PlaceNextToTheMiddle_IsTheMiddle(ResizeRounding rounding, int expected)
    {
        // 3/scale is 1.5, and for a scale one step aside two steps of float32 beside it.
        foreach (float scale in (float[])[MathF.BitDecrement(2), 2, MathF.BitIncrement(2)])
        {
            float[] got = OneNode.Run<float>(Node(ResizeMode.Nearest, ResizeCoordinates.Asymmetric, [8], [scale]) with { Rounding = rounding }, [OneNode.Given.Of("x", [4], (float[])[0, 1, 2, 3])]);
            Assert.Equal(expected, got[3]);
        }
    }

    [Fact]
    public void Nearest_ResultAsLargeAsTheInput_IsTheInput()
    {
        // By the scales alone it would be 0 0 1 2.
        Near([5, 6, 7, 8], Node(ResizeMode.Nearest, ResizeCoordinates.Asymmetric, [4], [1.2f]) with { Rounding = ResizeRounding.Floor }, [4], [5, 6, 7, 8]);
        Near([5, 5, 6, 7, 8], Node(ResizeMode.Nearest, ResizeCoordinates.Asymmetric, [5], [1.2f]) with { Rounding = ResizeRounding.Floor }, [4], [5, 6, 7, 8]);
    }

    [Fact]
    public void Nearest_AlignedCornersOfARoundedSize_ReachTheLastElement() =>
        Near([1, 4], Node(ResizeMode.Nearest, ResizeCoordinates.AlignCorners, [2], [0.6f]), [4], [1, 2, 3, 4]);

    [Fact]
    public void Nearest_CropBeyondTheEdge_HoldsTheExtrapolationAsACode()
    {
        var quant = QuantParams.PerTensor(0.5f, 10);
        ResizeNode node = Node(ResizeMode.Nearest, ResizeCoordinates.CropAndResize, [3], [1.5f]) with { Roi = [-1, 1], Extrapolation = 2 };
        Assert.Equal([14, 1, 2], OneNode.Run<byte>(node, [OneNode.Given.Of<byte>("x", [2], [1, 2], quant)], quant));
    }

    private static ResizeNode Node(ResizeMode mode, ResizeCoordinates coordinates, int[] target, float[] scales) =>
        new() { Name = "n", Inputs = ["x"], Output = "y", Mode = mode, Coordinates = coordinates, Target = new Shape(target), Scales = [.. scales] };

    private static void Near(float[] expected, ResizeNode node, int[] shape, float[] x)
    {
        float[] got = OneNode.Run<float>(node, [OneNode.Given.Of("x", shape, x)]);
        Assert.Equal(expected.Length, got.Length);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    // Axis after axis: the value at an index of the result, with the input's indices of the axes before already chosen.
    private static double Reference(ResizeNode node, Tensor x, int[] to, int axis, int[] chosen)
    {
        if (axis == to.Length)
            return x[chosen];
        int n = x.Shape[axis], m = node.Target[axis], i = to[axis];
        double s = (double)m / n, place = node.Coordinates switch
        {
            ResizeCoordinates.AlignCorners => m == 1 ? 0 : i * (n - 1.0) / (m - 1),
            ResizeCoordinates.Asymmetric => i / s,
            ResizeCoordinates.TfHalfPixelForNearest => (i + 0.5) / s,
            ResizeCoordinates.PytorchHalfPixel when m == 1 => 0,
            ResizeCoordinates.CropAndResize => CropPlace(node.Roi[axis], node.Roi[axis + to.Length], n, m, i),
            _ => ((i + 0.5) / s) - 0.5,
        };
        // Places that are elements but for the rounding of the scale.
        place = Math.Abs(place - Math.Round(place)) < 1e-5 ? Math.Round(place) : place;
        if (node.Coordinates == ResizeCoordinates.CropAndResize && Enumerable.Range(0, to.Length).Any(each =>
            CropPlace(node.Roi[each], node.Roi[each + to.Length], x.Shape[each], node.Target[each], to[each]) is var there && (there < 0 || there > x.Shape[each] - 1)))
            return node.Extrapolation;
        return ReferenceResize.At(place, n, at => Reference(node, x, to, axis + 1, [.. chosen, at]), node.Mode == ResizeMode.Cubic ? node.CubicCoefficient : null, node.Antialias ? s : 1, node.ExcludeOutside);
    }

    private static double CropPlace(double first, double last, int n, int m, int i) =>
        m == 1 ? (first + last) * (n - 1) / 2 : (first * (n - 1)) + (i * (last - first) * (n - 1) / (m - 1));
}
