using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

public sealed class PatchGridTests
{
    private static readonly PatchGrid Good = new() { H = 8, W = 8, C = 3, KH = 3, KW = 3, OH = 2, OW = 2 };

    public static TheoryData<PatchGrid> Unreachable =>
    [
        Good with { PadTop = int.MaxValue },
        Good with { PadLeft = int.MaxValue - 1, DilationW = 2 },
        Good with { PadTop = 1 << 30, DilationH = 1 << 30 },
        Good with { DilationW = 1 << 30 },
        Good with { StrideH = int.MaxValue },
        Good with { OH = 3, StrideH = 1 << 30 },
        Good with { H = 1 << 16, W = 1 << 16 },
        Good with { KH = 1 << 16, KW = 1 << 16, PadTop = 1 << 16, PadLeft = 1 << 16 },
        Good with { H = 1 << 30, W = 1 << 30, C = 1 << 30 },
    ];

    [Theory]
    [MemberData(nameof(Unreachable))]
    public void Validate_PlacesBeyond32Bits_Throws(PatchGrid grid) => Assert.Throws<ArgumentException>(grid.Validate);

    [Fact]
    public void Validate_LargeButReachable_IsTaken()
    {
        Good.Validate();
        (Good with { PadTop = 1 << 24, PadLeft = 1 << 24, StrideH = 1 << 24, StrideW = 1 << 24, DilationH = 1 << 24, DilationW = 1 << 24 }).Validate();
    }
}
