namespace EdgeCnn.Graph.Tests;

public sealed class AxisOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Permute_EveryOrderOfAxes_PutsEachElementWhereTheFormulaSays(int elementBytes)
    {
        foreach (Shape shape in (Shape[])[new(), new(1), new(5), new(3, 4), new(1, 6), new(2, 3, 4), new(3, 1, 2), new(2, 3, 1, 5), new(1, 1, 7, 1), new(2, 3, 2, 4, 3)])
        {
            byte[] values = new byte[shape.Elements * elementBytes];
            new Random(shape.Rank).NextBytes(values);
            foreach (int[] permutation in Orders([.. Enumerable.Range(0, shape.Rank)]))
            {
                byte[] result = AxisOrder.Permute(values, shape, elementBytes, permutation);
                Assert.True(Formula(values, shape, elementBytes, permutation).SequenceEqual(result), $"{shape} by {string.Join(',', permutation)}, {elementBytes} bytes an element");
            }
        }
    }

    [Fact]
    public void Permute_ValuesOrAxesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => AxisOrder.Permute(new byte[23], new Shape(2, 3), 4, [1, 0]));
        Assert.Throws<ArgumentException>(() => AxisOrder.Permute(new byte[24], new Shape(2, 3), 4, [0]));
        Assert.Throws<ArgumentException>(() => AxisOrder.Permute(new byte[18], new Shape(2, 3), 3, [1, 0]));
    }

    private static IEnumerable<int[]> Orders(int[] axes) => axes.Length == 0
        ? [[]]
        : axes.SelectMany(first => Orders([.. axes.Where(axis => axis != first)]).Select(rest => (int[])[first, .. rest]));

    // Each element of the result by its own index, taken apart from the flat one.
    private static byte[] Formula(byte[] values, Shape shape, int elementBytes, int[] permutation)
    {
        byte[] result = new byte[values.Length];
        for (int flat = 0; flat < shape.Elements; flat++)
        {
            int[] at = new int[shape.Rank];
            for (int axis = shape.Rank - 1, rest = flat; axis >= 0; axis--)
            {
                at[permutation[axis]] = rest % shape[permutation[axis]];
                rest /= shape[permutation[axis]];
            }

            int from = 0;
            for (int axis = 0; axis < shape.Rank; axis++)
                from = (from * shape[axis]) + at[axis];
            Array.Copy(values, from * elementBytes, result, flat * elementBytes, elementBytes);
        }

        return result;
    }
}
