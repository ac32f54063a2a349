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

    private void Write(string file, string text)
    {
        string path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
