using EdgeCnn.Graph;
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
internal sealed record RunData(NamedData Named, IDataset Training, IDataset? Validation, IDataset Test, string TestName, bool LearnsFromAll)
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

    /// <summary>Cuts the pictures as a recipe says.</summary>
    /// <param name="recipe">Its share for validation, and its seed.</param>
    /// <param name="named">The set.</param>
    /// <param name="all">Its training part.</param>
    /// <param name="task">How its labels are seen.</param>
    /// <exception cref="EdgeCnnException">A part would be empty.</exception>
    public static RunData Open(Recipe recipe, NamedData named, IDataset all, LearningTask task)
    {
        var (train, test, name) = WithTest(recipe, named, all);
        if (recipe.Validation <= 0)
            return new RunData(named, task.Seen(train), null, task.Seen(test), name, ReferenceEquals(train, all));
        var split = DataSplit.Of(train, new SplitOptions { Share = recipe.Validation, Seed = recipe.ValidationLast ? null : recipe.Seed, Stratified = !recipe.ValidationLast });
        return new RunData(named, task.Seen(split.Training), task.Seen(split.Validation), task.Seen(test), name, false);
    }

    private static (IDataset Train, IDataset Test, string Name) WithTest(Recipe recipe, NamedData named, IDataset all)
    {
        IReadOnlyList<DataPart> parts = named.Parts();
        if (parts.Contains(DataPart.Test) || parts.Contains(DataPart.Validation))
            return (all, named.Open(train: false, all.Labels), parts.Contains(DataPart.Test) ? "test pictures" : "validation pictures");
        if (all.Count > 1)
        {
            var split = DataSplit.Of(all, new SplitOptions { Share = KeptBack, Seed = recipe.Seed, Stratified = true });
            if (split.Validation.Count > 0)
                return (split.Training, split.Validation, "pictures kept back from training");
        }

        // One picture a class: all are needed to learn from.
        return (all, all, "training pictures, since there are no others");
    }
}
