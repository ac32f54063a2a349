using EdgeCnn.Runtime.Execution;

namespace EdgeCnn.Runtime.Tests.Execution;

public sealed class CoreTopologyTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("edgecnn-cores").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Read_FourEqualCores_AreAllFast()
    {
        for (int core = 0; core < 4; core++)
            Write($"cpu{core}/cpufreq/cpuinfo_max_freq", "1800000\n");
        Assert.Equal(4, CoreTopology.Read(root, 4).FastCores);
    }

    [Fact]
    public void Read_BigAndLittleCores_CountsTheBigOnes()
    {
        for (int core = 0; core < 8; core++)
            Write($"cpu{core}/cpu_capacity", core < 4 ? "485\n" : "1024\n");
        Write("cpufreq/policy0", "");
        Assert.Equal(4, CoreTopology.Read(root, 8).FastCores);
    }

    [Fact]
    public void Read_FewerCoresAllowed_StaysWithinThem()
    {
        for (int core = 0; core < 4; core++)
            Write($"cpu{core}/cpu_capacity", "1024\n");
        Assert.Equal(2, CoreTopology.Read(root, 2).FastCores);
    }

    [Fact]
    public void Read_KernelSaysNothing_TakesWhatIsAllowed()
    {
        Assert.Equal(3, CoreTopology.Read(Path.Combine(root, "nowhere"), 3).FastCores);
        Directory.CreateDirectory(Path.Combine(root, "cpu0"));
        Write("cpu1/cpu_capacity", "damaged");
        Assert.Equal(2, CoreTopology.Read(root, 3).FastCores);
    }

    [Fact]
    public void Read_FastCores_AreTheirNumbersInOrder()
    {
        foreach (int core in (int[])[10, 2, 3, 0])
            Write($"cpu{core}/cpu_capacity", core is 10 or 3 ? "1024\n" : "446\n");
        Assert.Equal([3, 10], CoreTopology.Read(root, 4).Numbers.ToArray());
    }

    [Fact]
    public void Read_CoresThatAreNotOurs_DoNotCount()
    {
        for (int core = 0; core < 8; core++)
            Write($"cpu{core}/cpufreq/cpuinfo_max_freq", core < 4 ? "1800000\n" : "2400000\n");
        CoreTopology mixed = CoreTopology.Read(root, 3, [2, 3, 6]);
        Assert.Equal((1, "6"), (mixed.FastCores, string.Join(" ", mixed.Numbers)));
        // Slow cores are the fastest of a process that has no others.
        CoreTopology slow = CoreTopology.Read(root, 2, [1, 3]);
        Assert.Equal((2, "1 3"), (slow.FastCores, string.Join(" ", slow.Numbers)));
    }

    [Fact]
    public void Read_QuotaBelowTheFastCores_LeavesAllOfThemToRunOn()
    {
        for (int core = 0; core < 4; core++)
            Write($"cpu{core}/cpu_capacity", "1024\n");
        CoreTopology two = CoreTopology.Read(root, 2, [0, 1, 2, 3]);
        Assert.Equal((2, "0 1 2 3"), (two.FastCores, string.Join(" ", two.Numbers)));
    }

    [Fact]
    public void Read_KernelSaysNothing_HasNoNumbers() => Assert.Empty(CoreTopology.Read(Path.Combine(root, "nowhere"), 3, [0, 1]).Numbers);

    private void Write(string file, string text)
    {
        string path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
