using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using Tensor = EdgeCnn.Testing.ReferenceTensor<float>;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>The operators that only move elements, on random shapes of ranks 0 to 5 against loops over indices.</summary>
public sealed class RearrangementTests
{
    private const int Cases = 200;

    [Fact]
    public void Transpose_RandomPermutations_MatchReference() => Each((random, x) =>
    {
        int[] permutation = [.. Enumerable.Range(0, x.Shape.Length).OrderBy(_ => random.Next())];
        int[] shape = [.. permutation.Select(axis => x.Shape[axis])];
        var expected = Tensor.Of(shape, to =>
        {
            int[] from = new int[to.Length];
            for (int axis = 0; axis < to.Length; axis++)
                from[permutation[axis]] = to[axis];
            return x[from];
        });
        return (new TransposeNode { Name = "n", Inputs = ["x"], Output = "y", Permutation = [.. permutation] }, expected);
    });

    [Fact]
    public void Slice_RandomBoxesAndSteps_MatchReference() => Each((random, x) =>
    {
        int rank = x.Shape.Length;
        int[] starts = new int[rank], steps = new int[rank], target = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            starts[axis] = random.Next(x.Shape[axis]);
            steps[axis] = random.Next(1, 4) * (random.Next(2) == 0 ? -1 : 1);
            int most = steps[axis] < 0 ? starts[axis] / -steps[axis] : (x.Shape[axis] - 1 - starts[axis]) / steps[axis];
            target[axis] = random.Next(2) == 0 ? most + 1 : random.Next(most + 1) + 1;
        }

        var expected = Tensor.Of(target, to => x[[.. to.Select((i, axis) => starts[axis] + (i * steps[axis]))]]);
        return (new SliceNode { Name = "n", Inputs = ["x"], Output = "y", Starts = [.. starts], Steps = [.. steps], Target = new Shape(target) }, expected);
    });

    [Fact]
    public void Expand_RandomSizesOfOne_MatchReference() => Each((random, x) =>
    {
        int[] target = [.. Tensor.RandomShape(random).Take(5 - x.Shape.Length), .. x.Shape.Select(size => size == 1 ? random.Next(1, 5) : size)];
        return (new ExpandNode { Name = "n", Inputs = ["x"], Output = "y", Target = new Shape(target) }, Tensor.Of(target, to => x[to]));
    });

    [Fact]
    public void Tile_RandomRepeats_MatchReference() => Each((random, x) =>
    {
        int[] repeats = [.. x.Shape.Select(_ => random.Next(1, 4))];
        var expected = Tensor.Of([.. x.Shape.Zip(repeats, (size, repeat) => size * repeat)], to => x[[.. to.Select((i, axis) => i % x.Shape[axis])]]);
        return (new TileNode { Name = "n", Inputs = ["x"], Output = "y", Repeats = [.. repeats] }, expected);
    });

    [Theory]
    [InlineData(PadMode.Constant)]
    [InlineData(PadMode.Reflect)]
    [InlineData(PadMode.Edge)]
    [InlineData(PadMode.Wrap)]
    public void Pad_RandomWidths_MatchReference(PadMode mode) => Each((random, x) =>
    {
        int Width(int size) => random.Next(mode switch { PadMode.Reflect => size, PadMode.Wrap => size + 1, _ => 4 });
        int[] before = [.. x.Shape.Select(Width)], after = [.. x.Shape.Select(Width)];
        int[] shape = [.. x.Shape.Select((size, axis) => before[axis] + size + after[axis])];
        var expected = Tensor.Of(shape, to =>
        {
            int[] from = new int[to.Length];
            for (int axis = 0; axis < to.Length; axis++)
            {
                int size = x.Shape[axis], i = to[axis] - before[axis];
                if (mode == PadMode.Constant && (i < 0 || i >= size))
                    return 7.5f;
                // One step at a time, until the place is inside.
                while (i < 0 || i >= size)
                    i = mode switch { PadMode.Edge => Math.Clamp(i, 0, size - 1), PadMode.Wrap => i < 0 ? i + size : i - size, _ => i < 0 ? -i : (2 * size) - 2 - i };
                from[axis] = i;
            }

            return x[from];
        });
        return (new PadNode { Name = "n", Inputs = ["x"], Output = "y", Before = [.. before], After = [.. after], Mode = mode, Value = 7.5f }, expected);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gather_RandomIndices_MatchReference(bool constant)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var x = Values(random, Tensor.RandomShape(random, leastRank: 1));
            int axis = random.Next(x.Shape.Length), size = x.Shape[axis];
            var indices = ReferenceTensor<long>.Of([.. Tensor.RandomShape(random).Take(2)], _ => random.Next(-size, size));
            int[] shape = [.. x.Shape[..axis], .. indices.Shape, .. x.Shape[(axis + 1)..]];
            var expected = Tensor.Of(shape, to =>
            {
                long index = indices[to[axis..(axis + indices.Shape.Length)]];
                return x[[.. to[..axis], (int)(index < 0 ? index + size : index), .. to[(axis + indices.Shape.Length)..]]];
            });
            var node = new GatherNode { Name = "n", Inputs = ["x", "i"], Output = "y", Axis = axis };
            Assert.Equal(expected.Values, OneNode.Run<float>(node, [x.Of("x"), indices.Of("i", constant)]));
        }
    }

    [Fact]
    public void Transpose_AsManyAxesAsAShapeMayHave_MatchesReference()
    {
        var x = Values(new Random(1), [.. Enumerable.Repeat(2, Shape.MaxRank)]);
        int[] turned = [.. Enumerable.Range(0, Shape.MaxRank).Reverse()];
        var expected = Tensor.Of(x.Shape, to => x[[.. to.Reverse()]]);
        Assert.Equal(expected.Values, OneNode.Run<float>(new TransposeNode { Name = "n", Inputs = ["x"], Output = "y", Permutation = [.. turned] }, [x.Of("x")]));
    }

    [Fact]
    public void Gather_IndexOutOfRange_NamesTheNode()
    {
        var node = new GatherNode { Name = "pick", Inputs = ["x", "i"], Output = "y", Axis = 0 };
        foreach (bool constant in (bool[])[true, false])
        {
            var error = Assert.ThrowsAny<EdgeCnnException>(() => OneNode.Run<float>(node, [OneNode.Given.Of("x", [3], new float[3]), OneNode.Given.Of<int>("i", [2], [-3, 3], constant: constant)]));
            Assert.Contains("'pick'", error.Message, StringComparison.Ordinal);
            Assert.Equal(ExitCode.BadData, error.ExitCode);
        }
    }

    [Fact]
    public void Concat_AnyAxis_MatchesReference()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            int[] shape = Tensor.RandomShape(random, leastRank: 1);
            int axis = random.Next(shape.Length);
            Tensor[] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Values(random, [.. shape.Select((size, at) => at == axis ? random.Next(1, 5) : size)]))];
            int[] total = [.. shape.Select((size, at) => at == axis ? parts.Sum(part => part.Shape[axis]) : size)];
            var expected = Tensor.Of(total, to =>
            {
                int[] from = [.. to];
                int part = 0;
                for (; from[axis] >= parts[part].Shape[axis]; part++)
                    from[axis] -= parts[part].Shape[axis];
                return parts[part][from];
            });
            var node = new ConcatNode { Name = "n", Inputs = [.. parts.Select((_, i) => $"x{i}")], Output = "y", Axis = random.Next(2) == 0 ? axis : axis - shape.Length };
            Assert.Equal(expected.Values, OneNode.Run<float>(node, [.. parts.Select((part, i) => part.Of($"x{i}"))]));
        }
    }

    [Fact]
    public void Pad_OnCodes_HoldsTheCodeOfTheValue()
    {
        var quant = QuantParams.PerTensor(0.5f, 10);
        var node = new PadNode { Name = "n", Inputs = ["x"], Output = "y", Before = [1], After = [2], Value = -1.5f };
        Assert.Equal([7, 1, 2, 7, 7], OneNode.Run<byte>(node, [OneNode.Given.Of<byte>("x", [2], [1, 2], quant)], quant));
    }

    [Fact]
    public void Transpose_BytesAndLongs_MoveWhole()
    {
        var node = new TransposeNode { Name = "n", Inputs = ["x"], Output = "y", Permutation = [1, 0] };
        Assert.Equal([1, 4, 2, 5, 3, 6], OneNode.Run<byte>(node, [OneNode.Given.Of<byte>("x", [2, 3], [1, 2, 3, 4, 5, 6])]));
        Assert.Equal([1L << 40, 3, 2, 4], OneNode.Run<long>(node, [OneNode.Given.Of<long>("x", [2, 2], [1L << 40, 2, 3, 4])]));
    }

    private static Tensor Values(Random random, int[] shape) => Tensor.Of(shape, _ => random.Next(1000));

    private static void Each(Func<Random, Tensor, (Node Node, Tensor Expected)> make)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            Tensor x = Values(random, Tensor.RandomShape(random));
            var (node, expected) = make(random, x);
            Assert.Equal(expected.Values, OneNode.Run<float>(node, [x.Of("x")]));
        }
    }
}
