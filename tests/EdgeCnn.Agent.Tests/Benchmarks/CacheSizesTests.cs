using System.Text;
using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class CacheSizesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_CachesOfACore_LeavesThatOfInstructionsOut()
    {
        foreach (var (index, level, type, size) in (ReadOnlySpan<(int, int, string, string)>)[(0, 1, "Data", "64K"), (1, 1, "Instruction", "48K"), (2, 2, "Unified", "512K"), (3, 3, "Unified", "2M")])
        {
            foreach (var (name, text) in (ReadOnlySpan<(string, string)>)[("level", $"{level}"), ("type", type), ("size", size)])
                folder.Put($"sys/devices/system/cpu/cpu0/cache/index{index}/{name}", Encoding.ASCII.GetBytes(text + "\n"));
        }

        Assert.Equal([("L1", 64L << 10), ("L2", 512 << 10), ("L3", 2 << 20)], CacheSizes.Read(folder.Root));
    }

    [Fact]
    public void Read_KernelThatTellsNothing_IsASmallBoards() => Assert.Equal([("L1", 32L << 10), ("L2", 512 << 10)], CacheSizes.Read(folder.Root));
}
