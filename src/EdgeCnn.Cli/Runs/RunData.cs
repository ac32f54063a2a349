using EdgeCnn.Graph;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Cli.Runs;

/// <summary>The pictures of a run.</summary>
/// <param name="Named">What the user called them.</param>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To judge epochs by, or null.</param>
/// <param name="Test">To judge the end by; they chose nothing.</param>
/// <param name="TestName">What these are.</param>
/// <param name="LearnsFromAll">Whether no picture of the set's training part was kept back.</param>
/// <param name="SeveralLabels">Whether a picture may have several labels.</param>
internal sealed record RunData(NamedData Named, IDataset Training, IDataset? Validation, IDataset Test, string TestName, bool LearnsFromAll, bool SeveralLabels)
{
    /// <summary>The share of each class that is kept back for the test where a set has no pictures for it.</summary>
    public const double KeptBack = 0.2;

    /// <summary>What of all of them could not be read so far.</summary>
    public IReadOnlyList<UnreadablePicture> Unreadable =>
        [.. new[] { Training, Validation, Test }.SelectMany(part => part?.Unreadable ?? []).DistinctBy(picture => picture.Name)];

    /// <summary>The set as people call it.</summary>
    public string Title => Named.Kind switch
    {
        "mnist" => "MNIST",
        "fashion-mnist" => "Fashion-MNIST",
        "cifar10" => "CIFAR-10",
        _ => Path.GetFileName(Path.TrimEndingDirectorySeparator(Named.Directory)),
    };

    /// <summary>The share of the training pictures that the same answer to all gets right; 0 if several labels may be right.</summary>
    public double Chance(ModelTask task)
    {
        if (task == ModelTask.Multilabel)
            return 0;
        int[] classes = [.. Enumerable.Range(0, Training.Count).Select(picture => task == ModelTask.Binary ? Training.LabelsOf(picture).Count : Training.Label(picture))];
        return (double)classes.CountBy(of => of).Max(of => of.Value) / classes.Length;
    }

    /// <summary>Opens a set and cuts it as a recipe says; labels are as the set has them.</summary>
    /// <param name="recipe">Its data, its share for validation, and its seed.</param>
    /// <exception cref="EdgeCnnException">The set cannot be opened, or a part would be empty or is there twice.</exception>
    public static RunData Open(Recipe recipe)
    {
        NamedData named = NamedData.Parse(recipe.Data);
        IReadOnlyList<DataPart> parts = named.Parts();
        if (!parts.Contains(DataPart.Train))
            throw new EdgeCnnException($"{recipe.Data}: has no training pictures, only the part {string.Join(" and ", parts.Select(part => part.ToString().ToLowerInvariant()))}. Say in its part column which rows are for train.");
        IDataset all = named.Open(train: true);
        var (train, test, name) = WithTest(recipe, named, parts, all);
        IDataset? validation = null;
        if (parts.Contains(DataPart.Validation) && parts.Contains(DataPart.Test))
            validation = recipe.Validation > 0 ? throw Usage($"--validation: {recipe.Data} has a validation part of its own; leave --validation out.") : named.Open(DataPart.Validation, all.Labels);
        else if (recipe.Validation != 0)
        {
            (train, validation) = DataSplit.Of(train, new SplitOptions { Share = recipe.Validation, Seed = recipe.ValidationLast ? null : recipe.Seed, Stratified = !recipe.ValidationLast });
            if (recipe.ValidationLast && all is not FileDataset { IsMultilabel: true })
                RefuseSorted(validation);
        }

        if (validation is null && (recipe.Patience > 0 || recipe.Plateau > 0) && EpochMetric.IsOfValidation(recipe.Monitor))
            throw Usage("--patience and --plateau: there are no validation pictures to judge epochs by; keep some with --validation 0.1, or take --monitor loss.");
        return new RunData(named, train, validation, test, name, ReferenceEquals(train, all), all is FileDataset { IsMultilabel: true });
    }

    /// <summary>The same pictures with labels as a task sees them.</summary>
    public RunData Seen(LearningTask task) => this with { Training = task.Seen(Training), Validation = Validation is null ? null : task.Seen(Validation), Test = task.Seen(Test) };

    private static (IDataset Train, IDataset Test, string Name) WithTest(Recipe recipe, NamedData named, IReadOnlyList<DataPart> parts, IDataset all)
    {
        if (parts.Contains(DataPart.Test) || parts.Contains(DataPart.Validation))
            return (all, named.Open(train: false, all.Labels), parts.Contains(DataPart.Test) ? "test pictures" : "validation pictures");
        // With one picture a class, all are needed to learn from.
        if (!Enumerable.Range(0, all.Count).CountBy(all.Label).Any(of => of.Value > 1))
            return (all, all, "training pictures, since there are no others");
        var split = DataSplit.Of(all, new SplitOptions { Share = KeptBack, Seed = recipe.Seed, Stratified = true });
        return (split.Training, split.Validation, "pictures kept back from training");
    }

    // Of pictures that are sorted by class the last ones say nothing of the others.
    private static void RefuseSorted(IDataset last)
    {
        int classes = Enumerable.Range(0, last.Count).SelectMany(last.LabelsOf).Distinct().Count();
        if (2 * classes <= Math.Min(last.Labels.Count, last.Count))
            throw Usage($"--validation-last: the last {last.Count} pictures are of {classes} of {last.Labels.Count} classes, since the data is sorted by them. Leave it out: validation pictures are taken from all classes by seed then.");
    }

    private static EdgeCnnException Usage(string message) => new(message, ExitCode.Usage);
}
