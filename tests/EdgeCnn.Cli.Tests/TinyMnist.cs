using System.Buffers.Binary;

namespace EdgeCnn.Cli.Tests;

/// <summary>MNIST's files with 64 and 32 pictures whose digit is the height of a bright bar, a network trained on them for one epoch, and a folder for results.</summary>
public sealed class TinyMnist : IDisposable
{
    private const int Side = 28;
    private readonly string root = Directory.CreateTempSubdirectory("edgecnn-cli-").FullName;

    public TinyMnist()
    {
        Directory.CreateDirectory(At("data"));
        Write("train", 64);
        Write("t10k", 32);
        Training = EdgecnnProcess.Run(Train("run", "--threads", "1"));
    }

    /// <summary>What <c>--data</c> wants.</summary>
    public string Data => $"mnist:{At("data")}";

    /// <summary>The trained model.</summary>
    public string Model => At("run/model.ecnn");

    /// <summary>How the training went.</summary>
    internal CommandResult Training { get; }

    /// <summary>The committed int8 model.</summary>
    public static string Committed { get; } = Path.Combine(TestData.Root!, "models", "mnist-cnn", "model.ecnn");

    /// <summary>A path below the folder for results.</summary>
    public string At(string name) => Path.Combine(root, name);

    /// <summary>The arguments of a training with seed 7 into a folder.</summary>
    public string[] Train(string run, params string[] more) =>
        ["train", "mnist-cnn", "--data", Data, "--out", At(run), .. more.Contains("--epochs") ? [] : (string[])["--epochs", "1"], .. more.Contains("--seed") ? [] : (string[])["--seed", "7"], "--batch", "24", .. more];

    /// <summary>The names of the files in a folder for results, sorted.</summary>
    public string[] Files(string folder) => [.. Directory.GetFileSystemEntries(At(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Begins a training that writes a checkpoint at every batch, and kills it in its second epoch.</summary>
    internal void Kill(string folder, int epochs, params string[] more)
    {
        using EdgecnnProcess process = EdgecnnProcess.Start(Train(folder, ["--epochs", $"{epochs}", "--checkpoint-every", "1", .. more]));
        process.WaitForError($"epoch 2/{epochs}");
        process.Signal("KILL");
        process.End();
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Write(string part, int count)
    {
        byte[] images = new byte[16 + (count * Side * Side)], labels = new byte[8 + count];
        int[] head = [0x803, count, Side, Side];
        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4 * i), head[i]);
        BinaryPrimitives.WriteInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), count);
        for (int i = 0; i < count; i++)
        {
            int digit = i * 7 % 10;
            labels[8 + i] = (byte)digit;
            Span<byte> picture = images.AsSpan(16 + (i * Side * Side), Side * Side);
            for (int at = 0; at < picture.Length; at++)
                picture[at] = (byte)(at / Side / 2 == digit + 2 ? 220 + (i % 30) : at * (i + 3) % 40);
        }

        File.WriteAllBytes(At($"data/{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(At($"data/{part}-labels-idx1-ubyte"), labels);
    }
}

/// <summary>The tests that share one training.</summary>
[CollectionDefinition(Name)]
public sealed class TinyMnistCollection : ICollectionFixture<TinyMnist>
{
    public const string Name = "tiny mnist";
}
