using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Training;

namespace EdgeCnn.Cli;

/// <summary>Writes a training history as CSV and JSON.</summary>
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
}
