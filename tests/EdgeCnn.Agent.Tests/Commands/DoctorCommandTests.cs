using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Doctor;
using EdgeCnn.Agent.Tests.Benchmarks;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private const string Midr = "sys/devices/system/cpu/cpu0/regs/identification/midr_el1";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_ThisMachine_NamesEverySetAndTheChosenOne()
    {
        var (code, text) = Run(new DoctorOptions(), "/");
        Assert.Equal(0, code);
        Assert.All(KernelSets.All, set => Assert.Matches($@"(?m)^ok    kernels: {set.Name} +{(set == KernelSets.Best ? "chosen, " : set.IsSupported ? "supported, " : "not supported, needs ")}", text));
        Assert.Matches(@"(?m)^ok    kernels: (\d+) of \1 kernels of '", text);
        Assert.EndsWith("\nnothing to fix\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BoardAsJson_HasPartCoreAndFastCores()
    {
        folder.Put("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0"u8);
        folder.Put(Midr, "0x00000000410fd083\n"u8);
        foreach (int core in (int[])[0, 1])
            folder.Put($"sys/devices/system/cpu/cpu{core}/cpufreq/cpuinfo_max_freq", core == 0 ? "1500000\n"u8 : "1800000\n"u8);
        folder.Put(SysfsSensorsTests.ThrottledPath, "50000\n"u8);
        folder.Put("sys/class/thermal/thermal_zone0/temp", "61500\n"u8);
        folder.Put("proc/meminfo", "MemTotal: 1048576 kB\nMemAvailable: 524288 kB\n"u8);
        var (code, text) = Run(new DoctorOptions { Json = true }, folder.Root, null, () => [new CameraListing("/dev/video0", "Webcam", [new CameraFormat("YUYV", 640, 480, 30)])]);
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal((0, true), (code, json.GetProperty("ok").GetBoolean()));
        Assert.Equal(("Raspberry Pi 4 Model B Rev 1.4", "arm 0x41 0xd08 r0p3", "Cortex-A72", 1), (json.GetProperty("board").GetString(), json.GetProperty("part").GetString(), json.GetProperty("core").GetString(), json.GetProperty("fastCores").GetInt32()));
        JsonElement[] sets = [.. json.GetProperty("kernelSets").EnumerateArray()];
        Assert.Equal(KernelSets.All.Select(set => (set.Name, set.IsSupported, set == KernelSets.Best)), sets.Select(set => (set.GetProperty("name").GetString()!, set.GetProperty("supported").GetBoolean(), set.GetProperty("chosen").GetBoolean())));
        Assert.All(sets, set => Assert.NotEmpty(set.GetProperty("why").GetString()!));
        Assert.Equal(KernelSets.Best.Name, json.GetProperty("kernels").GetString());
        Assert.Equal((61.5, "0x50000"), (json.GetProperty("sensors").GetProperty("celsius").GetDouble(), json.GetProperty("sensors").GetProperty("throttled").GetString()));
        Assert.Equal((1L << 30, 512L << 20), (json.GetProperty("memory").GetProperty("totalBytes").GetInt64(), json.GetProperty("memory").GetProperty("availableBytes").GetInt64()));
        Assert.Equal("YUYV", json.GetProperty("cameras")[0].GetProperty("formats")[0].GetProperty("format").GetString());
        Assert.DoesNotContain(json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("level").GetString() == "Fix");
        string[] areas = ["board", "userland", "processor", "instructions", "kernels", "power", "temperature", "memory", "disk", "time", "cameras", "packages"];
        Assert.Equal(areas, json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("area").GetString()!).Distinct());
    }

    [Fact]
    public void Run_EmptyRoot_SaysUnknownAndIsNoFault()
    {
        var (code, text) = Run(new DoctorOptions(), folder.Root);
        Assert.Equal(0, code);
        Assert.Matches("(?m)^note  processor: unknown: ", text);
    }

    [Fact]
    public void Run_WrongKernel_LeavesWithFourAndNamesIt()
    {
        var (code, text) = Run(new DoctorOptions(), "/", [new CannedKernels("depthwise-int8"), KernelSets.Portable]);
        Assert.Equal(4, code);
        Assert.Matches("(?m)^FIX   kernels: canned wrong-depthwise-int8 is wrong on this processor ", text);
        Assert.EndsWith("\n1 to fix\n", text, StringComparison.Ordinal);
    }

    private static (int Code, string Text) Run(DoctorOptions options, string root, IReadOnlyList<KernelSet>? sets = null, Func<IEnumerable<CameraListing>>? cameras = null)
    {
        using var output = new MemoryStream();
        int code = new DoctorCommand(options, output, root, sets, cameras).Run();
        return (code, Encoding.UTF8.GetString(output.ToArray()));
    }
}
