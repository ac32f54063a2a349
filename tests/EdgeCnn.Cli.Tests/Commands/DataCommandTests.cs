namespace EdgeCnn.Cli.Tests.Commands;

public sealed class DataCommandTests
{
    [Fact]
    public void Get_UnknownName_IsUsageErrorThatListsTheKnownOnes() =>
        EdgecnnProcess.Run("data", "get", "imagenet", "--dir", "x").AssertRefused(2, "imagenet", "mnist", "fashion-mnist", "cifar10");

    [Fact]
    public void Get_FromFolderWithoutTheFiles_IsRefusedAndLeavesNothing()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-data-").FullName;
        try
        {
            string given = Directory.CreateDirectory(Path.Combine(folder, "given")).FullName, target = Path.Combine(folder, "target");
            CommandResult result = EdgecnnProcess.Run("data", "get", "mnist", "--dir", target, "--from", given);
            Assert.Equal((3, ""), (result.Code, result.Output));
            Assert.False(Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
