using EdgeCnn.Cli.Benchmarks;

namespace EdgeCnn.Cli.Tests.Benchmarks;

public sealed class MachineFactsTests
{
    [Theory]
    [InlineData("AMD EPYC", "processor\t: 0", "model name\t: AMD EPYC", "model name\t: other")]
    [InlineData("Raspberry Pi 4 Model B Rev 1.4", "processor\t: 0", "CPU part\t: 0xd08", "Model\t\t: Raspberry Pi 4 Model B Rev 1.4")]
    [InlineData("part 0xd0b", "processor\t: 0", "CPU part\t: 0xd0b")]
    public void ProcessorName_LinesOfProcCpuinfo_GivesTheBestName(string expected, params string[] lines) =>
        Assert.Equal(expected, MachineFacts.ProcessorName(lines));

    [Fact]
    public void ProcessorName_Nothing_IsNotEmpty() => Assert.NotEqual("", MachineFacts.ProcessorName([]));
}
