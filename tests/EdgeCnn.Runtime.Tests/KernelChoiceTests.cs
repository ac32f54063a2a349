using EdgeCnn.Graph;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests;

public sealed class KernelChoiceTests
{
    [Fact]
    public void Of_NameOfASupportedSet_IsThatSet()
    {
        Assert.All(KernelSets.Supported, set => Assert.Same(set, KernelChoice.Of(set.Name)));
        Assert.Same(KernelSets.Best, KernelChoice.Of(null));
    }

    [Fact]
    public void Of_OtherNames_AreUsageErrorsThatNameWhatThereIs()
    {
        foreach (string name in (string[])["sse9", "", .. KernelSets.All.Except(KernelSets.Supported).Select(set => set.Name)])
        {
            var error = Assert.Throws<EdgeCnnException>(() => KernelChoice.Of(name));
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("portable", error.Message, StringComparison.Ordinal);
        }
    }
}
