using EdgeCnn.Agent.Page.Saving;

namespace EdgeCnn.Agent.Tests.Page.Saving;

public sealed class FolderNameTests
{
    [Theory]
    [InlineData("cat", "cat")]
    [InlineData(" big cat ", "big cat")]
    [InlineData("Straße_2-b", "Straße_2-b")]
    [InlineData("v1.5", "v1.5")]
    [InlineData(".", "_")]
    [InlineData("..", "_.")]
    [InlineData(".ssh", "_ssh")]
    [InlineData("end.", "end.")]
    [InlineData("../../etc", "_._.._etc")]
    [InlineData("/etc/passwd", "_etc_passwd")]
    [InlineData("a/b", "a_b")]
    [InlineData("a\\b", "a_b")]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("\"eins\"", "\"eins\"")]
    [InlineData("zwei ²", "zwei ²")]
    [InlineData("tench, Tinca tinca", "tench, Tinca tinca")]
    [InlineData("猫", "猫")]
    [InlineData("🐈", "🐈")]
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
    [InlineData("猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫猫")]
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
            Assert.True(name.IndexOfAny(['/', '\\', '\0']) < 0 && name[0] != '.' && name.Trim() == name && label.Trim().Length == name.Length, label);
        }
    }
}
