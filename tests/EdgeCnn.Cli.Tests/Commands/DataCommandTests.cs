namespace EdgeCnn.Cli.Tests.Commands;

public sealed class DataCommandTests
{
    [Fact]
    public void Get_UnknownName_IsUsageErrorThatListsTheKnownOnes() =>
        EdgecnnProcess.Run("data", "get", "imagenet", "--dir", "x").AssertRefused(2, "imagenet", "mnist", "fashion-mnist", "cifar10");
}
