using System.Text.Json;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class DataCheckCommandTests(TinyMnist mnist)
{
    [Fact]
    public void Check_FolderWithLeakAndDamagedFile_SaysSoAndFails()
    {
        using var folder = new TestFolder();
        for (int i = 0; i < 20; i++)
            Picture(folder.At($"train/{(i < 15 ? "a" : "b")}/{i}.png"), i);
        Picture(folder.At("test/a/1.png"), 4);
        folder.Put("test/b/bad.png", "no picture"u8);
        CommandResult result = EdgecnnProcess.Run("data", "check", $"folder:{folder.Root}");
        Assert.Equal(5, result.Code);
        Assert.Contains("✗ leak: 1 picture in more than one part", result.Output, StringComparison.Ordinal);
        Assert.Contains("✗ unreadable: 1 picture of the test part", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"│ a +│ +15 +│ +1 +│ █{30} │", result.Output);
        Assert.Matches(@"│ b +│ +5 +│ +0 +│ █{10} +│", result.Output);
        CommandResult json = EdgecnnProcess.Run("data", "check", $"folder:{folder.Root}", "--json", "--out", folder.At("counts.svg"));
        Assert.Equal(5, json.Code);
        JsonElement document = JsonDocument.Parse(json.Output).RootElement;
        Assert.Contains("3 times the pictures of the smallest", File.ReadAllText(folder.At("counts.svg")), StringComparison.Ordinal);
        Assert.Equal((false, 1), (document.GetProperty("sound").GetBoolean(), document.GetProperty("leakCount").GetInt32()));
        Assert.Equal([15, 5], document.GetProperty("parts")[0].GetProperty("classes").EnumerateArray().Select(entry => entry.GetProperty("pictures").GetInt32()));
    }

    [Fact]
    public void Check_SoundTable_Passes()
    {
        using var folder = new TestFolder();
        Picture(folder.At("1.png"), 1);
        Picture(folder.At("2.png"), 2);
        folder.Put("t.csv", "path,label,part\n1.png,a,train\n2.png,a,test\n"u8);
        JsonElement document = EdgecnnProcess.RunJson("data", "check", $"table:{folder.At("t.csv")}");
        Assert.True(document.GetProperty("sound").GetBoolean());
        Assert.Equal(["train", "test"], document.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("part").GetString()));
    }

    [Fact]
    public void Check_Mnist_CountsBothParts()
    {
        CommandResult result = EdgecnnProcess.Run("data", "check", mnist.Data);
        Assert.Contains("28x28", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"│ train +│ +64 │", result.Output);
        Assert.Matches(@"│ test +│ +32 │", result.Output);
    }

    [Fact]
    public void Check_NoSuchData_SaysWhatIsExpected()
    {
        EdgecnnProcess.Run("data", "check", "leaves").AssertRefused(2, "folder:DIRECTORY", "table:FILE.csv");
        EdgecnnProcess.Run("data", "check", "folder:/no/such/folder").AssertRefused(3, "/no/such/folder");
    }

    private static void Picture(string path, int seed)
    {
        byte[] pixels = new byte[8 * 8 * 3];
        new Random(seed).NextBytes(pixels);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PngWriter.Write(path, new Image(8, 8, PixelFormat.Rgb24, pixels).View);
    }
}
