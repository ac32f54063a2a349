using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Pictures;
using EdgeCnn.Training.Plots.Tables;
using EdgeCnn.Training.Plots.Verdicts;

namespace EdgeCnn.Training.Plots.Reports;

/// <summary>All that a run's page shows; what is left out is not shown.</summary>
public sealed record RunReport
{
    /// <summary>What was trained on what, for example <c>cifar-seed on CIFAR-10</c>.</summary>
    public required string Title { get; init; }

    /// <summary>When and by which program, in words, or null.</summary>
    public string? Made { get; init; }

    /// <summary>The command that runs it again, or null.</summary>
    public string? CommandLine { get; init; }

    /// <summary>What came of it in a few large numbers, for example the accuracy on the test pictures.</summary>
    public IReadOnlyList<ReportFact> Results { get; init; } = [];

    /// <summary>What the run was: architecture, parameters, multiply-adds, data, seed, batch, optimizer.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The history.</summary>
    public required RunCurves Curves { get; init; }

    /// <summary>The judgement of the curves, or null.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The layers of the network.</summary>
    public IReadOnlyList<ReportLayer> Layers { get; init; } = [];

    /// <summary>What was taken for what, or null.</summary>
    public ConfusionCounts? Confusion { get; init; }

    /// <summary>On which pictures the confusion was counted, for example <c>10,000 test pictures</c>.</summary>
    public string? JudgedOn { get; init; }

    /// <summary>Pictures of the training set.</summary>
    public IReadOnlyList<Sample> Samples { get; init; } = [];

    /// <summary>Pictures that were taken for something else.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>Filters of layers.</summary>
    public IReadOnlyList<FilterBank> Filters { get; init; } = [];

    /// <summary>The picture that the maps answer to, or null.</summary>
    public Sample? MapPicture { get; init; }

    /// <summary>Maps of layers for one picture.</summary>
    public IReadOnlyList<FeatureMapSet> Maps { get; init; } = [];

    /// <summary>Confidence of each answer, for the reliability diagram; as many as <see cref="AnswersRight"/>, or none.</summary>
    public IReadOnlyList<double> Confidences { get; init; } = [];

    /// <summary>Whether each answer was right.</summary>
    public IReadOnlyList<bool> AnswersRight { get; init; } = [];

    /// <summary>Yes-or-no questions, for ROC curves.</summary>
    public IReadOnlyList<RocSeries> Roc { get; init; } = [];

    /// <summary>The page as one HTML text: no script, no other file.</summary>
    public string ToHtml() => RunReportPage.Of(this);

    /// <summary>Writes the page in full or not at all.</summary>
    /// <exception cref="EdgeCnnException">The file cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public void Save(string path)
    {
        byte[] page = System.Text.Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(page));
    }
}
