using System.Buffers.Binary;
using System.Text.Json;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Tests.Commands;

/// <summary>What goes wrong in a long training, and what is left of it.</summary>
public sealed class TrainFailuresTests(TinyMnist tiny) : IClassFixture<TinyMnist>
{
    [Fact]
    public void Train_FullDisk_LeavesTheCheckpointAsItWasToGoOnFrom()
    {
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("whole", "--epochs", "30")).Code);
        tiny.Kill("full", 30);
        byte[] checkpoint = File.ReadAllBytes(tiny.At("full/checkpoint.bin"));
        string[] left = tiny.Files("full");
        CommandResult result = EdgecnnProcess.RunLimited(checkpoint.Length / 2048, tiny.Train("full", "--epochs", "30", "--resume"));
        Assert.Equal((4, ""), (result.Code, result.Output));
        Assert.Contains("full/checkpoint.bin", result.Error, StringComparison.Ordinal);
        Assert.Contains("room", result.Error, StringComparison.Ordinal);
        Assert.Equal(left, tiny.Files("full"));
        Assert.Equal(checkpoint, File.ReadAllBytes(tiny.At("full/checkpoint.bin")));
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("full", "--epochs", "30", "--resume")).Code);
        Assert.Equal(File.ReadAllBytes(tiny.At("whole/model.ecnn")), File.ReadAllBytes(tiny.At("full/model.ecnn")));
    }

    [Fact]
    public void Train_LossThatIsNoNumber_LeavesTheCheckpointBeforeIt()
    {
        tiny.Kill("nan", 30);
        string checkpoint = tiny.At("nan/checkpoint.bin");
        byte[] whole = File.ReadAllBytes(checkpoint), broken = [.. whole];
        // The first weight: no rate is safe from it.
        BinaryPrimitives.WriteSingleLittleEndian(broken.AsSpan(16 + BinaryPrimitives.ReadInt32LittleEndian(broken.AsSpan(12))), float.NaN);
        BinaryPrimitives.WriteUInt32LittleEndian(broken.AsSpan(broken.Length - 4), Crc32.Compute(broken.AsSpan(0, broken.Length - 4)));
        File.WriteAllBytes(checkpoint, broken);
        CommandResult result = EdgecnnProcess.Run(tiny.Train("nan", "--epochs", "30", "--resume"));
        Assert.Equal((5, ""), (result.Code, result.Output));
        Assert.Contains("smaller learning rate", result.Error, StringComparison.Ordinal);
        Assert.Equal(broken, File.ReadAllBytes(checkpoint));
        File.WriteAllBytes(checkpoint, whole);
        CommandResult next = EdgecnnProcess.Run(tiny.Train("nan", "--epochs", "30", "--resume"));
        Assert.True(next.Code == 0, next.Error);
        Assert.Contains("epoch 30/30", next.Error, StringComparison.Ordinal);
    }

    /// <summary>With other settings the weights would be those of no command; without --resume hours of training would be gone.</summary>
    [Fact]
    public void Train_CheckpointOfAnotherCommand_IsNeitherGoneOnWithNorLost()
    {
        tiny.Kill("begun", 30);
        byte[] checkpoint = File.ReadAllBytes(tiny.At("begun/checkpoint.bin"));
        foreach (string[] other in (string[][])[["--lr", "0.1"], ["--schedule", "cosine"], ["--dropout", "0.5"], ["--l2", "0.001"], ["--augment", "rotate=10"], ["--batch-norm"], ["--unit-scale"], ["--seed", "8"]])
            AssertOfAnother(EdgecnnProcess.Run(tiny.Train("begun", ["--epochs", "30", "--resume", .. other])));
        AssertOfAnother(EdgecnnProcess.Run(tiny.Train("begun", "--epochs", "3", "--resume")));
        EdgecnnProcess.Run(tiny.Train("begun", "--epochs", "30")).AssertRefused(2, "--resume", "--restart");
        Assert.Equal(checkpoint, File.ReadAllBytes(tiny.At("begun/checkpoint.bin")));
        Assert.Equal(0, EdgecnnProcess.Run(tiny.Train("begun", "--epochs", "1", "--restart")).Code);
        Assert.False(File.Exists(tiny.At("begun/checkpoint.bin")));
    }

    private static void AssertOfAnother(CommandResult result)
    {
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("is of another run: expected edgecnn train mnist-cnn", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_LabelOutOfRange_SaysWhereAndLeavesNothing()
    {
        string damaged = tiny.At("damaged");
        Directory.CreateDirectory(damaged);
        foreach (string file in Directory.GetFiles(tiny.At("data")))
            File.Copy(file, Path.Combine(damaged, Path.GetFileName(file)), overwrite: true);
        string labels = Path.Combine(damaged, "train-labels-idx1-ubyte");
        byte[] bytes = File.ReadAllBytes(labels);
        bytes[8 + 5] = 10;
        File.WriteAllBytes(labels, bytes);
        EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"mnist:{damaged}", "--epochs", "1", "--out", tiny.At("none")).AssertRefused(3, "train-labels-idx1-ubyte", "offset 13", "label 10", "0..9");
        Assert.False(Directory.Exists(tiny.At("none")));
    }

    [Fact]
    public void Train_UnreadablePicturesAmongMany_AreCountedAndLeftOut()
    {
        using var folder = new PatternFolder();
        folder.Fill("data/train/a", 200, 0);
        folder.Fill("data/train/b", 200, 3);
        folder.Fill("data/test/a", 20, 0);
        folder.Fill("data/test/b", 20, 3);
        // Whole at the front, so that only decoding finds out.
        foreach (string name in (string[])["train/a/017.png", "train/b/100.png", "test/b/003.png"])
        {
            string file = folder.At($"data/{name}");
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^60]);
        }

        CommandResult result = EdgecnnProcess.Run("train", "mnist-cnn", "--data", $"folder:{folder.At("data")}", "--epochs", "2", "--out", folder.At("run"), "--json");
        Assert.True(result.Code == 0, result.Error);
        JsonElement run = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(4, run.GetProperty("skipped").GetInt32()); // two pictures in two epochs
        Assert.Equal((39, 3), (run.GetProperty("testPictures").GetInt32(), run.GetProperty("unreadable").GetInt32()));
        Assert.Contains("cannot be read", result.Error, StringComparison.Ordinal);
        Assert.Contains("017.png", result.Error, StringComparison.Ordinal);
    }
}
