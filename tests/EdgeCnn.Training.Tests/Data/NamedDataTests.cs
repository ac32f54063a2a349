using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class NamedDataTests
{
    [Theory]
    [InlineData("mnist")]
    [InlineData("mnist:")]
    [InlineData("imagenet:dir")]
    [InlineData("")]
    public void Parse_NotKindAndDirectory_IsAUsageError(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => NamedData.Parse(text)).ExitCode);

    [Fact]
    public void Parse_DirectoryWithColon_KeepsIt() => Assert.Equal("C:/data", NamedData.Parse("mnist:C:/data").Directory);
}
