using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class BenchMachineTests
{
    [Fact]
    public void Read_Board_HasWhatATimeMeansNothingWithout()
    {
        using var folder = new TestFolder();
        folder.Put("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0"u8);
        folder.Put("sys/devices/system/cpu/cpu0/regs/identification/midr_el1", "0x00000000410fd083\n"u8);
        folder.Put("proc/meminfo", "MemTotal:        3884352 kB\nMemFree: 1 kB\n"u8);
        folder.Put("etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"u8);
        folder.Put("proc/sys/kernel/osrelease", "6.6.51+rpt-rpi-v8\n"u8);
        folder.Put("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n"u8);
        folder.Put("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "1800000\n"u8);
        BenchMachine machine = BenchMachine.Read(folder.Root);
        Assert.Equal(("Raspberry Pi 4 Model B Rev 1.4", "arm 0x41 0xd08 r0p3", "Cortex-A72"), (machine.Name, machine.Part, machine.Core));
        Assert.Equal((3884352L << 10, "Debian GNU/Linux 12 (bookworm)", "6.6.51+rpt-rpi-v8"), (machine.MemoryBytes, machine.System, machine.Kernel));
        Assert.Equal(("ondemand", 1800.0), (machine.Governor, machine.MaxClockMhz));
    }

    [Fact]
    public void Read_EmptyRoot_IsUnknown()
    {
        using var folder = new TestFolder();
        BenchMachine machine = BenchMachine.Read(folder.Root);
        Assert.Equal(("unknown", "unknown", null, null, null, null), (machine.Name, machine.Part, machine.Kernel, machine.Governor, machine.MemoryBytes, machine.MaxClockMhz));
    }
}
