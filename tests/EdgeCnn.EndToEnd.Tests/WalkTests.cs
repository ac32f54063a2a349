using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.EndToEnd.Tests;

/// <summary>
/// Both walks with both programs, as a user runs them: pictures → train → quantize → eval → ONNX and back → bundle →
/// agent, on ten kinds of small crosses that are drawn here.
/// </summary>
public sealed class WalkTests : IDisposable
{
    private const int Side = 28;
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-walk").FullName;

    [Fact]
    public void Walk_FromPicturesToDecisions_HoldsTogether()
    {
        WriteData("train", 1000, seed: 1);
        WriteData("t10k", 200, seed: 2);
        Program("edgecnn", "train", "mnist-cnn", "--data", $"mnist:{folder}", "--epochs", "2", "--batch", "32", "--seed", "3", "--out", P("run"));
        Program("edgecnn", "quantize", P("run/model.ecnn"), "--calibrate", $"mnist:{folder}", "--samples", "100", "--out", P("int8.ecnn"));
        double real = Top1(P("run/model.ecnn")), integer = Top1(P("int8.ecnn"));
        Assert.True(real >= 0.95, $"float accuracy {real}");
        Assert.Equal(real, integer, 0.02);

        Program("edgecnn", "export", P("int8.ecnn"), "--out", P("int8.onnx"));
        Program("edgecnn", "import", P("int8.onnx"), "--out", P("back.ecnn"));
        Assert.Equal(integer, Top1(P("back.ecnn")));
        Program("edgecnn", "pack", P("int8.ecnn"), "--out", P("int8.ecnnb"));

        WriteSamples();
        string[] fromFile = Hashes(P("int8.ecnn")), fromBundle = Hashes(P("int8.ecnnb")), portable = Hashes(P("int8.ecnn"), "--kernels", "portable"), imported = Hashes(P("back.ecnn"));
        Assert.Equal(fromFile, fromBundle);
        Assert.Equal(fromFile, portable);
        // The imported model gives real logits, so only the probabilities can be compared: they are equal to the bit.
        Assert.Equal(fromFile[1], imported[1]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string P(string name) => Path.Combine(folder, name);

    private double Top1(string model) =>
        JsonDocument.Parse(Program("edgecnn", "eval", model, "--data", $"mnist:{folder}", "--json")).RootElement.GetProperty("top1").GetDouble();

    private string[] Hashes(string model, params string[] options)
    {
        string output = Program("edgecnn-agent", ["run", model, "--camera", $"files:{P("samples")}", "--no-page", "--hash", .. options]);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(51, lines.Length);
        JsonElement last = JsonDocument.Parse(lines[^1]).RootElement;
        return [last.GetProperty("sha256").GetString()!, last.GetProperty("probabilitiesSha256").GetString()!];
    }

    private static string Program(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), $"{name} {arguments[0]} does not end");
        Assert.True(process.ExitCode == 0, $"{name} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{errors.Result}");
        return output;
    }

    private void WriteData(string part, int count, int seed)
    {
        var random = new Random(seed);
        byte[] images = new byte[16 + (count * Side * Side)], labels = new byte[8 + count];
        int[] header = [0x803, count, Side, Side];
        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4 * i), header[i]);
        BinaryPrimitives.WriteInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), count);
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 10);
            Draw(images.AsSpan(16 + (i * Side * Side), Side * Side), i % 10, random);
        }

        File.WriteAllBytes(P($"{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(P($"{part}-labels-idx1-ubyte"), labels);
    }

    private void WriteSamples()
    {
        var random = new Random(4);
        byte[] pixels = new byte[Side * Side];
        for (int i = 0; i < 50; i++)
        {
            Draw(pixels, i % 10, random);
            Directory.CreateDirectory(P($"samples/{i % 10}"));
            PngWriter.Write(P($"samples/{i % 10}/{i}.png"), new ImageView(pixels, Side, Side, Side, PixelFormat.Gray8));
        }
    }

    // Kind k is a cross whose arms stand at a row and a column of its own.
    private static void Draw(Span<byte> pixels, int kind, Random random)
    {
        int row = 4 + (kind / 5 * 12) + random.Next(4), column = 3 + (kind % 5 * 5) + random.Next(2);
        for (int i = 0; i < pixels.Length; i++)
        {
            bool ink = Math.Abs((i / Side) - row) <= 1 || Math.Abs((i % Side) - column) <= 1;
            pixels[i] = (byte)((ink ? 180 : 0) + random.Next(60));
        }
    }
}
