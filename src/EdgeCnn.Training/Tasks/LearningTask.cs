using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Losses;

namespace EdgeCnn.Training.Tasks;

/// <summary>What a network learns of a data set: one of its classes, one against the others, any number of labels, or a leaf of a tree.</summary>
public sealed record LearningTask
{
    private const string Binary = "binary";

    private LearningTask(ModelTask model, ImmutableArray<string> labels)
    {
        Model = model;
        Labels = labels;
    }

    /// <summary>The words that a user may say.</summary>
    public static string Forms => "multiclass, binary, binary:CLASS, multilabel or hierarchical";

    /// <summary>What the outputs are, in the model's contract.</summary>
    public ModelTask Model { get; }

    /// <summary>The names of the outputs.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The tree of the labels; null if they are none.</summary>
    public LabelTree? Tree { get; private init; }

    /// <summary>The class that the one output stands for; null for an output a class.</summary>
    public string? Positive { get; private init; }

    /// <summary>Reads the word for a task.</summary>
    /// <param name="word">One of <see cref="Forms"/>; empty for what the data says: several labels a picture, labels that are all paths, or classes.</param>
    /// <param name="labels">The labels of the data.</param>
    /// <param name="multilabel">True if a picture may have none or several.</param>
    /// <exception cref="EdgeCnnException">The word is unknown, or the labels do not fit it.</exception>
    public static LearningTask Of(string word, IReadOnlyList<string> labels, bool multilabel)
    {
        string[] parts = word.Split(':', 2);
        ImmutableArray<string> names = [.. labels];
        string kind = word.Length > 0 ? parts[0] : multilabel ? "multilabel" : LabelTree.IsOf(labels) ? "hierarchical" : "multiclass";
        if (parts.Length > 1 && kind != Binary)
            throw Unknown(word);
        if (multilabel && kind != "multilabel")
            throw new EdgeCnnException($"--task {word}: pictures of this data have none or several labels, so only multilabel fits. Leave --task out.", ExitCode.Usage);
        if (kind is "multiclass" or "hierarchical" && labels.Count < 2)
            throw new EdgeCnnException($"the data has one class only, {string.Join(", ", labels)}, so there is nothing to tell apart. Expected pictures of two classes at least, a folder for each; is the folder that was named one level too high or too low?");
        return kind switch
        {
            "multiclass" => new LearningTask(ModelTask.Multiclass, names),
            "multilabel" => new LearningTask(ModelTask.Multilabel, names),
            "hierarchical" => new LearningTask(ModelTask.Multiclass, names) { Tree = new LabelTree(labels) },
            Binary => OneAgainstOthers(parts.Length > 1 ? parts[1] : null, labels),
            _ => throw Unknown(word),
        };
    }

    /// <summary>The data as the network sees it.</summary>
    public IDataset Seen(IDataset data) => Positive is null ? data : new OneClassDataset(data, Positive);

    /// <summary>A contract with this task and its labels.</summary>
    public InputContract Contract(InputContract contract) => contract with { Task = Model, Labels = Labels };

    /// <summary>What is made small: cross-entropy of a softmax, of a sigmoid for each output, or of a softmax at every level of the tree.</summary>
    /// <param name="smoothing">Share of the target that is spread over all classes; only without a tree.</param>
    /// <param name="weights">A weight for each class, or none; only without a tree.</param>
    /// <exception cref="EdgeCnnException">There is nothing to spread it over or to weigh.</exception>
    public Loss Loss(float smoothing, IReadOnlyList<float>? weights = null)
    {
        if (weights is not null && (Tree is not null || Model != ModelTask.Multiclass))
            throw new EdgeCnnException($"--class-weights are for classes of which one is right and which are no tree; leave them out.", ExitCode.Usage);
        if (smoothing != 0 && (Tree is not null || Model != ModelTask.Multiclass))
            throw new EdgeCnnException($"--label-smoothing is for classes of which one is right and which are no tree; leave it out.", ExitCode.Usage);
        return Model != ModelTask.Multiclass ? new SigmoidCrossEntropy() : Tree is not null ? new TreeCrossEntropy(Tree) : new SoftmaxCrossEntropy { Smoothing = smoothing, ClassWeights = weights };
    }

    private static LearningTask OneAgainstOthers(string? positive, IReadOnlyList<string> labels)
    {
        if (positive is null && labels.Count != 2)
            throw new EdgeCnnException($"--task binary: the data has {labels.Count} classes, {string.Join(", ", labels.Take(10))}. Say which one against all others: --task binary:{labels[^1]}.", ExitCode.Usage);
        // Of no and yes, the second is yes.
        positive ??= labels[1];
        if (!labels.Contains(positive))
            throw new EdgeCnnException($"--task binary:{positive}: expected one of {string.Join(", ", labels.Take(20))}.", ExitCode.Usage);
        return new LearningTask(ModelTask.Binary, [positive]) { Positive = positive };
    }

    private static EdgeCnnException Unknown(string word) => new($"--task '{word}': expected {Forms}.", ExitCode.Usage);
}
