using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void Field_KilobytesAsTheKernelWritesThem_AreBytes()
    {
        const string status = "Name:\tx\nVmHWM:\t   9 kB\nVmRSS:\t    4512 kB\nVmRSSX:\t1 kB\n";
        Assert.Equal(4512L << 10, ProcessMemory.Field(status, "VmRSS"));
        Assert.Null(ProcessMemory.Field(status, "VmSwap"));
        Assert.Null(ProcessMemory.Field("VmRSS:\tmuch kB\n", "VmRSS"));
        Assert.Null(ProcessMemory.Field(null, "VmRSS"));
    }

    [Fact]
    public void ResidentBytes_ThisProcess_IsNoMoreThanItsPeak() => Assert.True(ProcessMemory.ResidentBytes > 1 << 20 && ProcessMemory.PeakBytes >= 1 << 20);
}
