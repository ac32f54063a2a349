using System.Numerics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Pooling;

public sealed class MaxPoolTests
{
    [Fact]
    public void Run_RandomWindowsOfBytes_MatchReference() => Check(random => (byte)random.Next(256));

    [Fact]
    public void Run_RandomWindowsOfSignedBytes_MatchReference() => Check(random => (sbyte)random.Next(-128, 128));

    [Fact]
    public void Run_RandomWindowsOfFloats_MatchReference() => Check(random => (random.NextSingle() * 8) - 4);

    private static void Check<T>(Func<Random, T> value)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var random = new Random(9);
        for (int i = 0; i < 200; i++)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            // A window that sees only padding has no largest element.
            c = c with { PadTop = Math.Min(c.PadTop, c.KH - 1), PadLeft = Math.Min(c.PadLeft, c.KW - 1), PadBottom = 0, PadRight = 0, DilationH = 1, DilationW = 1 };
            if (!c.Fits)
                continue;
            T[] x = [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => value(random))];
            using var input = GuardedMemory<T>.Of(x);
            using var output = new GuardedMemory<T>(c.OH * c.OW * c.C);
            int parts = random.Next(1, 4);
            for (int part = 0; part < parts; part++)
                MaxPool.Run<T>(input.Span, Grids.Of(c), new WorkPart(part, parts), output.Span);
            Assert.Equal(ReferenceConvolution.MaxPool(c, x), output.Span.ToArray());
        }
    }

    /// <summary>Were each tap looked at, this would take hours.</summary>
    [Fact]
    public void Run_WindowFarLargerThanTheInput_LooksOnlyInside()
    {
        byte[] x = [1, 2, 3, 4], y = new byte[9];
        var grid = new PatchGrid { H = 2, W = 2, C = 1, KH = 40_001, KW = 40_001, OH = 3, OW = 3, StrideH = 20_000, StrideW = 20_000, PadTop = 40_000, PadLeft = 40_000 };
        MaxPool.Run<byte>(x, grid, WorkPart.Whole, y);
        Assert.Equal([1, 2, 2, 3, 4, 4, 3, 4, 4], y);
    }

    [Fact]
    public void Run_OutputTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => MaxPool.Run<byte>(new byte[8], Grids.Of(new ConvolutionCase(2, 2, 2, 1, 1, 1)), WorkPart.Whole, new byte[7]));
}
