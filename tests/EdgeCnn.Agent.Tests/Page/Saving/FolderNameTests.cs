using EdgeCnn.Agent.Page.Saving;

namespace EdgeCnn.Agent.Tests.Page.Saving;

public sealed class FolderNameTests
{
    [Theory]
    [InlineData("cat", "cat")]
    [InlineData(" big cat ", "big cat")]
    [InlineData("Straße_2-b", "Straße_2-b")]
    [InlineData("v1.5", "v1.5")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData(".ssh", "%2Essh")]
    [InlineData("end.", "end%2E")]
    [InlineData("../../etc", "%2E.%2F..%2Fetc")]
    [InlineData("/etc/passwd", "%2Fetc%2Fpasswd")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("\"eins\"", "%22eins%22")]
    [InlineData("zwei ²", "zwei %C2%B2")]
    [InlineData("猫", "猫")]
    [InlineData("🐈", "%F0%9F%90%88")]
    public void TryMake_Label_GivesANameInsideItsFolder(string label, string expected)
    {
        Assert.True(FolderName.TryMake(label, out string name));
        Assert.Equal(expected, name);
        string root = Path.GetFullPath("/pictures");
        Assert.Equal(root, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, name))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    [InlineData("////////////////////////////////////////////////////////////////////")]
    public void TryMake_NoLabel_IsRefused(string label) => Assert.False(FolderName.TryMake(label, out _));

    [Fact]
    public void TryMake_HalfALetter_IsRefused()
    {
        // Attributes cannot hold such texts.
        foreach (string label in (string[])["\ud800x", "x\udc00", "\udc08\ud83d"])
            Assert.False(FolderName.TryMake(label, out _));
    }

    [Fact]
    public void TryMake_AnyText_NeverLeavesTheFolder()
    {
        var random = new Random(1);
        const string Signs = "./\\:*?\"<>|%~ab \u0301\u202e\ud83d\udc08\0\u007fä";
        for (int i = 0; i < 20_000; i++)
        {
            string label = new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Signs[random.Next(Signs.Length)])]);
            if (!FolderName.TryMake(label, out string name))
                continue;
            Assert.True(name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0', ':', '*']) < 0 && name[0] != '.' && name.Trim() == name, label);
        }
    }
}
