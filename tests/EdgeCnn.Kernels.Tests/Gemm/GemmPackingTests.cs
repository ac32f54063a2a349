using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

public sealed class GemmPackingTests
{
    private static readonly GemmFormat Format = new("test", Mr: 2, Nr: 3, Kr: 4, KGroup: 2, RowElementBytes: 1, MacsPerCycle: 1);

    [Fact]
    public void PackRows_OddSizes_GroupsAndPadsWithZero()
    {
        // Weights [2, 5]; one panel of 3 columns, K padded to 8, groups of 2 k.
        sbyte[] packed = new sbyte[Format.PackedElements(2, 5)];
        GemmPacking.PackRows<sbyte>([1, 2, 3, 4, 5, 11, 12, 13, 14, 15], 2, 5, Format, packed);
        Assert.Equal([1, 2, 11, 12, 0, 0, 3, 4, 13, 14, 0, 0, 5, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0], packed);
    }

    [Fact]
    public void PackColumns_OfTheTranspose_EqualsPackRows()
    {
        var random = new Random(6);
        foreach (GemmFormat format in Int8Kernel.All.Select(kernel => kernel.Format).Concat(KernelSets.All.Select(set => set.GemmF32.Format)))
        {
            int n = random.Next(1, 40), k = random.Next(1, 40);
            int[] rows = [.. Enumerable.Range(0, n * k)], columns = new int[n * k];
            for (int i = 0; i < n; i++)
            {
                for (int p = 0; p < k; p++)
                    columns[(p * n) + i] = rows[(i * k) + p];
            }

            int[] a = new int[format.PackedElements(n, k)], b = new int[format.PackedElements(n, k)];
            GemmPacking.PackRows<int>(rows, n, k, format, a);
            GemmPacking.PackColumns<int>(columns, n, k, format, b);
            Assert.Equal(a, b);
        }
    }

    [Fact]
    public void PackRows_PackedTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => GemmPacking.PackRows<sbyte>(new sbyte[10], 2, 5, Format, new sbyte[23]));
}
