using EdgeCnn.Kernels.Isa;
using EdgeCnn.Kernels.Roofline;
using EdgeCnn.Kernels.X64;

namespace EdgeCnn.Kernels.Tests.Roofline;

public sealed class MacLoopTests
{
    public static TheoryData<string> Sets => [.. KernelSets.All.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void MacLoops_EverySet_HasFloatsAndBytesWithNamesOfTheirOwn(string set)
    {
        IReadOnlyList<MacLoop> loops = KernelSets.Find(set)!.MacLoops;
        Assert.Contains(loops, loop => loop.IsInt8);
        Assert.Contains(loops, loop => !loop.IsInt8);
        Assert.Equal(loops.Count, loops.Select(loop => loop.Name).Distinct().Count());
        Assert.Equal(loops.Select(loop => loop.Name), KernelSets.Find(set)!.Direct().MacLoops.Select(loop => loop.Name));
    }

    [Fact]
    public void MacLoops_SupportedSet_CanRunFloatsAndBytes() => Assert.All(KernelSets.Supported, set => Assert.Equal(2, set.MacLoops.Where(loop => loop.IsSupported).Select(loop => loop.IsInt8).Distinct().Count()));

    [Fact]
    public void Run_Floats_AddsEveryProductThatItClaims()
    {
        // One lane of all sums is returned: a quarter of the products of a step of four lanes.
        var loop = new MacLoop<F32MacLoop<Lanes128<PortableIsa>, System.Runtime.Intrinsics.Vector128<float>>>();
        Assert.Equal(1000 * loop.MacsPerStep * 0.125f / 4, loop.Run(1000));
    }

    [Fact]
    public void Run_Dot_AddsEveryProductThatItClaims()
    {
        var loop = new MacLoop<Int8DotLoop<PortableIsa>>();
        Assert.Equal(1000f * loop.MacsPerStep * 3 * -5, loop.Run(1000));
    }

    [Fact]
    public void Run_Mlal_AddsEveryProductThatItClaims()
    {
        // The 16-bit sums go on: the n-th step adds n times the products of one.
        var loop = new MacLoop<Int8MlalLoop<PortableIsa>>();
        Assert.Equal(loop.MacsPerStep / 2 * ((3f * -5) + (7 * 11)) * (100 * 101 / 2), loop.Run(100));
    }

    [SetFact("avx-vnni")]
    public void Run_Vnni_AddsEveryProductThatItClaims()
    {
        var loop = new MacLoop<Int8VnniLoop>();
        Assert.Equal((8 * 78) + (1000f * loop.MacsPerStep * 3 * -5), loop.Run(1000));
    }

    [SetFact("avx2")]
    public void Run_Madd_FollowsItsRecurrence()
    {
        foreach (var (loop, lanes) in (ReadOnlySpan<(MacLoop, int)>)[(new MacLoop<Int8MaddLoop>(), 8), (new MacLoop<Int8Madd512Loop>(), 16)])
        {
            if (!loop.IsSupported)
                continue;
            Assert.Equal(12 * 2 * lanes, loop.MacsPerStep);
            int sum = 0;
            for (int i = 1; i <= 12; i++)
            {
                int value = i;
                for (int step = 0; step < 50; step++)
                    value += -5 * ((short)value + (short)(value >> 16));
                sum += lanes * value;
            }

            Assert.Equal(sum, loop.Run(50));
        }
    }

    [Fact]
    public void Run_NoSteps_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => KernelSets.Portable.MacLoops[0].Run(0));
}
