using System.Diagnostics;
using System.Text.Json;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.EndToEnd.Tests;

/// <summary>
/// A model of one set starts the model of another: 50 pictures a class in a folder → a head trained on a frozen network, and its int8 form by the
/// same command → agent.
/// </summary>
public sealed class TransferWalkTests : IDisposable
{
    private const int Side = 16, PicturesOfAClass = 50;
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-transfer").FullName;

    [Fact]
    public void Walk_FromAModelAndAFolderToTheAgent_GivesTheRightAnswers()
    {
        Fill("old", "left", x => x < Side / 2, y => true);
        Fill("old", "right", x => x >= Side / 2, y => true);
        Fill("old", "top", x => true, y => y < Side / 2);
        Fill("new", "corner", x => x < Side / 2, y => y < Side / 2);
        Fill("new", "middle", x => x is >= Side / 4 and < 3 * Side / 4, y => y is >= Side / 4 and < 3 * Side / 4);
        Fill("new", "bottom", x => true, y => y >= Side / 2);
        Program("edgecnn", "train", "mnist-cnn", "--data", $"folder:{P("old")}", "--epochs", "3", "--batch", "15", "--no-report", "--out", P("first"));
        using var run = JsonDocument.Parse(Program("edgecnn", "train", "--from", P("first/model.ecnn"), "--data", $"folder:{P("new")}", "--quantize", "--no-report", "--out", P("second"), "--json"));
        Assert.InRange(run.RootElement.GetProperty("testAccuracy").GetDouble(), 0.97, 1);
        Assert.InRange(run.RootElement.GetProperty("int8").GetProperty("top1").GetDouble(), 0.97, 1);

        string[] lines = Program("edgecnn-agent", "run", P("second/int8.ecnn"), "--camera", $"files:{P("new/middle")}", "--no-page", "--hash").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(PicturesOfAClass + 1, lines.Length);
        Assert.Contains("middle", lines[PicturesOfAClass / 2], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string P(string name) => Path.Combine(folder, name);

    private void Fill(string set, string name, Func<int, bool> column, Func<int, bool> row)
    {
        var random = new Random(set.Length + name.Sum(letter => letter));
        Directory.CreateDirectory(P($"{set}/{name}"));
        for (int i = 0; i < PicturesOfAClass; i++)
        {
            byte[] pixels = new byte[Side * Side];
            for (int at = 0; at < pixels.Length; at++)
                pixels[at] = (byte)((column(at % Side) && row(at / Side) ? 130 : 30) + random.Next(90));
            PngWriter.Write(P($"{set}/{name}/{i:00}.png"), new Image(Side, Side, PixelFormat.Gray8, pixels).View);
        }
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
}
