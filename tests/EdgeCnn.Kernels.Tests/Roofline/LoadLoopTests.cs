using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels.Tests.Roofline;

public sealed class LoadLoopTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_SupportedSets_ReadEveryNumberOnceAPass(int passes)
    {
        foreach (LoadLoop loop in KernelSets.Supported.Select(set => set.LoadLoop))
        {
            float[] memory = new float[loop.StepBytes / sizeof(float) * 5];
            for (int i = 0; i < memory.Length; i++)
                memory[i] = i % 7;
            Assert.Equal(passes * memory.Sum(), loop.Run(memory, passes));
        }
    }

    [Fact]
    public void Run_BeyondTheLastStep_ReadsNothing()
    {
        LoadLoop loop = KernelSets.Best.LoadLoop;
        float[] memory = new float[(loop.StepBytes / sizeof(float) * 2) - 1];
        memory[^1] = 1;
        Assert.Equal(0, loop.Run(memory, 1));
    }

    [Fact]
    public void Run_LessThanAStep_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => KernelSets.Best.LoadLoop.Run(new float[8], 1));
}
