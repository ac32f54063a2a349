using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Training;

namespace EdgeCnn.Cli;

/// <summary>Writes a training history as CSV and JSON, and reads it.</summary>
internal static class HistoryFile
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(IReadOnlyList<EpochResult> history, string directory)
    {
        var csv = new StringBuilder("epoch,loss,accuracy,val_loss,val_accuracy,lr,gradient_norm,images_per_second\n");
        foreach (EpochResult e in history)
            csv.Append(CultureInfo.InvariantCulture, $"{e.Epoch},{e.Loss:R},{e.Accuracy:R},{e.ValidationLoss:R},{e.ValidationAccuracy:R},{e.LearningRate:R},{e.GradientNorm:R},{e.ImagesPerSecond:F1}\n");
        AtomicFile.Write(Path.Combine(directory, "history.csv"), stream => stream.Write(Encoding.UTF8.GetBytes(csv.ToString())));
        AtomicFile.Write(Path.Combine(directory, "history.json"), stream => JsonSerializer.Serialize(stream, history, Indented));
    }

    /// <summary>Reads the JSON form.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <exception cref="EdgeCnnException">It is not there, or no history.</exception>
    public static IReadOnlyList<EpochResult> Read(string directory)
    {
        string path = Path.Combine(directory, "history.json");
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (JsonSerializer.Deserialize<EpochResult[]>(stream, Indented) is { Length: > 0 } history)
                return history;
            throw new EdgeCnnException($"{path}: expected a list of epochs, got none. Name the folder of a finished run.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
        catch (JsonException error)
        {
            throw new EdgeCnnException($"{path}: no history of a run: {error.Message.ReplaceLineEndings(" ")} Name the folder of a finished run.", ExitCode.BadData, error);
        }
    }
}
