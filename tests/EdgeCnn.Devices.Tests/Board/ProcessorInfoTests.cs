using EdgeCnn.Devices.Board;

namespace EdgeCnn.Devices.Tests.Board;

public sealed class ProcessorInfoTests : IDisposable
{
    private const string Midr = "sys/devices/system/cpu/cpu0/regs/identification/midr_el1";
    private const string Pi3 = "processor\t: 0\nBogoMIPS\t: 38.40\nFeatures\t: fp asimd evtstrm crc32 cpuid\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd03\nCPU revision\t: 4\n\nprocessor\t: 1\nCPU part\t: 0xd08\n";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("0x00000000410fd034\n", "Cortex-A53", "arm 0x41 0xd03 r0p4")]
    [InlineData("0x00000000410fd083\n", "Cortex-A72", "arm 0x41 0xd08 r0p3")]
    [InlineData("0x00000000414fd0b1\n", "Cortex-A76", "arm 0x41 0xd0b r4p1")]
    [InlineData("0x00000000413fd0c1\n", "Neoverse-N1", "arm 0x41 0xd0c r3p1")]
    [InlineData("0x000000004fffffff\n", "unknown", "arm 0x4f 0xfff r15p15")]
    public void Read_Midr_WinsOverCpuInfo(string midr, string name, string identity)
    {
        _root.Text(Midr, midr);
        _root.Text("proc/cpuinfo", Pi3);
        ProcessorInfo processor = ProcessorInfo.Read(_root.Path);
        Assert.Equal((name, identity, $"/{Midr}"), (processor.Name, processor.Identity, processor.Source));
        Assert.Contains("asimd", processor.Features);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x\n")]
    [InlineData("0x0000000000000000\n")]
    [InlineData("410fd083\n")]
    [InlineData("0x1111111111111111111\n")]
    public void Read_NoUsableMidr_TakesTheFirstCoreOfCpuInfo(string? midr)
    {
        if (midr is not null)
            _root.Text(Midr, midr);
        _root.Text("proc/cpuinfo", Pi3);
        ProcessorInfo processor = ProcessorInfo.Read(_root.Path);
        Assert.Equal(("Cortex-A53", "arm 0x41 0xd03 r0p4", "/proc/cpuinfo"), (processor.Name, processor.Identity, processor.Source));
    }

    [Fact]
    public void Read_X64_IsVendorFamilyModelStepping()
    {
        _root.Text("proc/cpuinfo", "vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\nmodel name\t: Some Xeon\nstepping\t: 8\nflags\t\t: fpu avx2 fma\n\nvendor_id\t: Other\n");
        ProcessorInfo processor = ProcessorInfo.Read(_root.Path);
        Assert.Equal(("Some Xeon", "GenuineIntel 6-143-8"), (processor.Name, processor.Identity));
        Assert.Equal(["fpu", "avx2", "fma"], processor.Features);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n:\n::\nCPU implementer\t: 0xzz\nCPU part\t: d08\n")]
    [InlineData("CPU implementer\t: 0xffffffffffff\nCPU part\t: 0xd08\n")]
    public void Read_NothingUsable_IsUnknown(string cpuinfo)
    {
        _root.Text("proc/cpuinfo", cpuinfo);
        ProcessorInfo processor = ProcessorInfo.Read(_root.Path);
        Assert.Equal(("unknown", "unknown"), (processor.Identity, processor.Name));
    }
}
