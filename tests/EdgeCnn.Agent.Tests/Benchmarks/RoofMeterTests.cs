using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class RoofMeterTests
{
    [Fact]
    public void Measure_BestSet_HasRatesForAllAndNamesOfSupportedLoops()
    {
        Roof roof = new RoofMeter(KernelSets.Best, [("L1", 32 << 10), ("L2", 256 << 10)]).Measure(CancellationToken.None);
        Assert.True(roof is { F32GmacS: > 0, Int8GmacS: > 0 }, $"{roof}");
        Assert.Contains(roof.Int8Loop, KernelSets.Best.MacLoops.Where(loop => loop.IsSupported && loop.IsInt8).Select(loop => loop.Name));
        Assert.Contains(roof.F32Loop, KernelSets.Best.MacLoops.Where(loop => loop.IsSupported && !loop.IsInt8).Select(loop => loop.Name));
        Assert.Equal([("L1", 32L << 10, 16L << 10), ("L2", 256 << 10, 128 << 10), ("memory", null, 16 << 20)], roof.Levels.Select(level => (level.Name, level.HoldsBytes, level.ReadBytes)));
        Assert.All(roof.Levels, level => Assert.True(level.GbyteS > 0, $"{level}"));
    }

    [Fact]
    public void Measure_Ended_SaysSo() =>
        Assert.Throws<OperationCanceledException>(() => new RoofMeter(KernelSets.Portable, [("L1", 32 << 10)]).Measure(new CancellationToken(canceled: true)));

    [Fact]
    public void PerSecond_FirstCallThatIsHeldUp_DoesNotPassForWork()
    {
        int calls = 0, most = 0;
        RoofMeter.PerSecond(count =>
        {
            if (calls++ == 0)
                Thread.Sleep(10);
            most = Math.Max(most, count);
        });
        Assert.Equal(1 << 28, most);
    }
}
