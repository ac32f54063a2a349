using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Runs;

/// <summary>A run in numbers: <c>run.json</c>, and with its history what <c>train --json</c> prints.</summary>
internal sealed record RunDocument
{
    /// <summary>The file's name in a run's folder; it is written last, so a run that has it is finished.</summary>
    public const string FileName = "run.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Model { get; init; }

    public required string Command { get; init; }

    public required string Architecture { get; init; }

    public required long Parameters { get; init; }

    public required long MultiplyAdds { get; init; }

    public required int Epochs { get; init; }

    public required long Seed { get; init; }

    public required double TrainAccuracy { get; init; }

    public required double TrainLoss { get; init; }

    public double? ValidationAccuracy { get; init; }

    public double? ValidationLoss { get; init; }

    public required double TestAccuracy { get; init; }

    public required double TestLoss { get; init; }

    public required int TestPictures { get; init; }

    /// <summary>What the test pictures are.</summary>
    public string TestedOn { get; init; } = string.Empty;

    public int? BestEpoch { get; init; }

    public bool StoppedEarly { get; init; }

    /// <summary>Times that a picture could not be decoded while weights were learned and epochs judged.</summary>
    public int Skipped { get; init; }

    /// <summary>Pictures of all parts that could not be read and took no part.</summary>
    public int Unreadable { get; init; }

    /// <summary>The figures of the run's task on test pictures.</summary>
    public IReadOnlyDictionary<string, object>? Metrics { get; init; }

    /// <summary>The int8 model, if one was asked for.</summary>
    public RunInt8? Int8 { get; init; }

    public required RunVerdict Verdict { get; init; }

    /// <summary>The figures in a line, for people.</summary>
    [JsonIgnore]
    public string MetricsLine { get; init; } = string.Empty;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EpochResult>? History { get; init; }

    /// <summary>The numbers of the epoch whose weights the model has.</summary>
    public static RunDocument Of(Recipe recipe, string command, RunResult run)
    {
        IReadOnlyList<EpochResult> history = run.Training.History;
        EpochResult kept = run.Training.Kept;
        return new RunDocument
        {
            Model = run.Model,
            Command = command,
            Architecture = recipe.Architecture,
            Parameters = run.Network.ParameterCount,
            MultiplyAdds = run.Network.MultiplyAdds,
            Epochs = history.Count,
            Seed = recipe.Seed,
            TrainAccuracy = kept.Accuracy,
            TrainLoss = kept.Loss,
            ValidationAccuracy = run.Training.Validation?.Accuracy,
            ValidationLoss = run.Training.Validation?.Loss,
            TestAccuracy = run.Test.Accuracy,
            TestLoss = run.Test.Loss,
            TestPictures = run.Predictions.Count,
            TestedOn = run.Data.TestName,
            BestEpoch = run.Training.BestEpoch,
            StoppedEarly = run.Training.StoppedEarly,
            Skipped = run.Training.Skipped,
            Unreadable = run.Data.Unreadable.Count,
            Metrics = MetricsText.Document(run.Metrics),
            MetricsLine = MetricsText.Line(run.Metrics),
            Int8 = run.Int8 is { } small ? new RunInt8(small.Model, small.Bytes, small.Samples, small.Metrics.Top1, MetricsText.Document(small.Metrics)) : null,
            Verdict = RunVerdict.Of(run.Verdict),
        };
    }

    /// <summary>Writes the file of a run's folder.</summary>
    public void Write(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, Format));

    /// <summary>Reads the file of a run's folder; null if there is none, or none that can be read.</summary>
    public static RunDocument? Read(string folder)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, FileName));
            return JsonSerializer.Deserialize<RunDocument>(stream, Format);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
