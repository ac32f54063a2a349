using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Import;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Optimizers;
using EdgeCnn.Training.Schedules;
using EdgeCnn.Training.Tasks;
using EdgeCnn.Training.Transfer;

namespace EdgeCnn.Training.Recipes;

/// <summary>Turns a recipe's words into what the trainer takes.</summary>
public static class RecipeReader
{
    /// <summary>The most rows and columns of an input.</summary>
    public const int LargestSize = 1024;

    private const float UsualMomentum = 0.9f;

    /// <summary>The optimizers by name.</summary>
    public static IReadOnlyList<string> Optimizers { get; } = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "amsgrad", "adamw"];

    /// <summary>How a network of this recipe wants its pictures.</summary>
    public static InputContract Contract(Recipe recipe, NamedData named, IDataset train)
    {
        InputContract contract = named.Contract(train, recipe.Size > 0 ? (recipe.Size, recipe.Size) : null);
        return recipe.UnitScale ? contract with { Mean = [.. contract.Mean.Select(_ => 0f)], Std = [.. contract.Std.Select(_ => 1f)] } : contract;
    }

    /// <summary>The network.</summary>
    /// <exception cref="EdgeCnnException">A word is unknown or a number out of range.</exception>
    public static Network Network(Recipe recipe, InputContract contract, int classes)
    {
        return Network(recipe, new Shape(contract.Height, contract.Width, contract.Channels), classes);
    }

    /// <summary>The network for an input.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">One picture, [H, W, C].</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="initializer">The weights at the start, if not the recipe's.</param>
    /// <exception cref="EdgeCnnException">A word is unknown or a number out of range.</exception>
    public static Network Network(Recipe recipe, Shape input, int classes, Initializer? initializer = null)
    {
        ArchitectureOptions options = Options(recipe);
        return ArchitectureTable.Find(recipe.Architecture).Create(input, classes, recipe.Seed, initializer is null ? options : options with { Initializer = initializer });
    }

    /// <summary>The network of a recipe that starts from a model: its layers, a new last one, the first ones frozen.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="start">The float model.</param>
    /// <param name="classes">Outputs of the new layer.</param>
    /// <exception cref="EdgeCnnException">A word is unknown, a number out of range, or the model has a node that cannot be trained.</exception>
    public static Network Network(Recipe recipe, NetworkGraph start, int classes)
    {
        if (recipe.Architecture.Length > 0 || recipe.Width != 1 || recipe.Pool != 2 || recipe.Filters.Length > 0 || recipe.BatchNorm || recipe.UnitScale)
            throw new EdgeCnnException("--from: the model says its architecture and how it wants pictures; leave ARCHITECTURE, --width, --pool, --filters, --batch-norm and --unit-scale out.", ExitCode.Usage);
        Network network = GraphImport.ToNetwork(start, new ImportOptions
        {
            Classes = classes,
            Dropout = Dropout(recipe),
            Initializer = Initializer(recipe.Initializer.Split('+')[^1]) ?? Initializers.Initializer.He,
            Seed = recipe.Seed,
            Penalty = new Penalty(recipe.L1, recipe.L2),
            Kernels = recipe.EqualBits ? KernelSets.Best.Direct() : null,
        });
        FrozenLayers.Set(network, recipe.Freeze, float.IsFinite(recipe.BackboneRate) && recipe.BackboneRate > 0 ? recipe.BackboneRate : throw Wrong("backbone-lr", recipe.BackboneRate, "a positive factor"));
        return network;
    }

    /// <summary>The settings of the training loop.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="contract">How the network wants its pictures.</param>
    /// <param name="task">What it learns; null for what the contract says.</param>
    /// <param name="training">The pictures to learn from, which class weights may be balanced by; null to look at the words alone.</param>
    /// <exception cref="EdgeCnnException">A word is unknown or a number out of range.</exception>
    public static TrainingOptions Options(Recipe recipe, InputContract contract, LearningTask? task = null, IDataset? training = null)
    {
        if (!float.IsFinite(recipe.LearningRate) || recipe.LearningRate <= 0)
            throw Wrong("lr", recipe.LearningRate, "a positive number");
        if (!Optimizers.Contains(recipe.Optimizer))
            throw new EdgeCnnException($"optimizer '{recipe.Optimizer}' is unknown. Known: {string.Join(", ", Optimizers)}.", ExitCode.Usage);
        if (recipe is { WeightDecay: not 0, Optimizer: "adagrad" or "rmsprop" })
            throw new EdgeCnnException($"--weight-decay: {recipe.Optimizer} has none; use --l2, or another optimizer.", ExitCode.Usage);
        if (recipe is { Epsilon: not 0, Optimizer: "sgd" or "momentum" or "nesterov" })
            throw new EdgeCnnException($"--epsilon: {recipe.Optimizer} has none; leave it out, or take another optimizer.", ExitCode.Usage);
        foreach (var (name, factor) in ((string, float)[])[("weight-decay", recipe.WeightDecay), ("l1", recipe.L1), ("l2", recipe.L2), ("epsilon", recipe.Epsilon), ("clip", recipe.ClipNorm)])
        {
            if (!float.IsFinite(factor) || factor < 0)
                throw Wrong(name, factor, "a number of at least 0");
        }

        if (recipe.Momentum is { } momentum && momentum is not (>= 0 and < 1))
            throw Wrong("momentum", momentum, "at least 0 and below 1");
        if (recipe.LabelSmoothing is not (>= 0 and < 1))
            throw Wrong("label-smoothing", recipe.LabelSmoothing, "a share of at least 0 and below 1");
        CheckCallbacks(recipe);
        return new TrainingOptions
        {
            Epochs = recipe.Epochs,
            Batch = recipe.Batch,
            Seed = recipe.Seed,
            LearningRate = recipe.LearningRate,
            Optimizer = () => Optimizer(recipe),
            Schedule = ScheduleText.Parse(recipe.Schedule),
            Loss = Loss(recipe, task ?? LearningTask.Of(recipe.Task, contract.Labels, contract.Task == ModelTask.Multilabel), training),
            EarlyStopping = recipe.Patience > 0 ? new EarlyStopping { Patience = recipe.Patience, Monitor = recipe.Monitor, MinDelta = recipe.MinDelta } : null,
            ReduceLROnPlateau = recipe.Plateau > 0 ? new ReduceLROnPlateau { Patience = recipe.Plateau, Monitor = recipe.Monitor, Factor = recipe.PlateauFactor, MinLr = recipe.MinLearningRate } : null,
            PreciseStatistics = recipe.PreciseBatchNorm >= 0 ? recipe.PreciseBatchNorm : throw Wrong("precise-bn", recipe.PreciseBatchNorm, "a number of batches"),
            Augmentation = AugmentationText.Parse(recipe.Augment) is { IsNone: false } changes ? changes : null,
        };
    }

    // Whether the task can be weighed is asked first: pictures with no label or several have no class to count.
    private static Losses.Loss Loss(Recipe recipe, LearningTask task, IDataset? training)
    {
        Losses.Loss loss = task.Loss(recipe.LabelSmoothing, ClassWeightText.Parse(recipe.ClassWeights, null));
        return training is null || recipe.ClassWeights.Length == 0 ? loss : task.Loss(recipe.LabelSmoothing, ClassWeightText.Parse(recipe.ClassWeights, training));
    }

    /// <summary>Refuses a word that is unknown, a number out of range or a setting that would change nothing, without looking at data.</summary>
    /// <exception cref="EdgeCnnException">There is one.</exception>
    public static void Check(Recipe recipe)
    {
        CheckWords(recipe);
        if (recipe.From.Length == 0 && recipe.Architecture.Length > 0)
            ArchitectureTable.Find(recipe.Architecture).Check(Options(recipe));
    }

    /// <summary>Refuses a word that is unknown or a number out of range, each by itself.</summary>
    /// <exception cref="EdgeCnnException">There is one.</exception>
    public static void CheckWords(Recipe recipe)
    {
        NamedData.Parse(recipe.Data);
        if (recipe.Size is < 0 or > LargestSize)
            throw Wrong("size", recipe.Size, $"0..{LargestSize}");
        if (recipe.From.Length == 0 && recipe.Architecture.Length > 0)
            ArchitectureTable.Find(recipe.Architecture);
        Options(recipe);
        // Labels that fit any known task: only the data knows its own.
        ImmutableArray<string> labels = recipe.Task.Split(':', 2) is [_, var positive] ? [positive, "other"] : ["a/b", "a/c"];
        Options(recipe, new InputContract { Height = 1, Width = 1, Color = ColorOrder.Gray, Mean = [0], Std = [1], Labels = labels }, LearningTask.Of(recipe.Task.Length == 0 ? "multiclass" : recipe.Task, labels, recipe.Task == "multilabel"));
        if (recipe.Validation is not (>= 0 and < 1))
            throw Wrong("validation", recipe.Validation, "a share of at least 0 and below 1");
    }

    private static void CheckCallbacks(Recipe recipe)
    {
        if (!EpochMetric.Names.Contains(recipe.Monitor))
            throw Wrong("monitor", recipe.Monitor, string.Join(", ", EpochMetric.Names));
        if (recipe.PlateauFactor is not (> 0 and < 1))
            throw Wrong("plateau-factor", recipe.PlateauFactor, "above 0 and below 1");
        if (!double.IsFinite(recipe.MinLearningRate) || recipe.MinLearningRate < 0)
            throw Wrong("min-lr", recipe.MinLearningRate, "a rate of at least 0");
        if (!double.IsFinite(recipe.MinDelta) || recipe.MinDelta < 0)
            throw Wrong("min-delta", recipe.MinDelta, "a number of at least 0");
    }

    private static ArchitectureOptions Options(Recipe recipe)
    {
        string[] initializers = recipe.Initializer.Split('+', 2);
        return new()
        {
            Width = recipe.Width is > 0 and <= 8 ? recipe.Width : throw Wrong("width", recipe.Width, "a factor above 0, at most 8"),
            Pool = recipe.Pool is >= 1 and <= 8 ? recipe.Pool : throw Wrong("pool", recipe.Pool, "1..8"),
            Filters = Filters(recipe.Filters),
            Dropout = Dropout(recipe),
            BatchNorm = recipe.BatchNorm,
            Kernels = recipe.EqualBits ? KernelSets.Best.Direct() : null,
            Penalty = new Penalty(recipe.L1, recipe.L2),
            Initializer = Initializer(initializers[0]),
            DenseInitializer = initializers.Length > 1 ? Initializer(initializers[1]) : null,
        };
    }

    private static float Dropout(Recipe recipe) => recipe.Dropout is >= 0 and < 1 ? recipe.Dropout : throw Wrong("dropout", recipe.Dropout, "at least 0 and below 1");

    private static Optimizer Optimizer(Recipe r) => r.Optimizer switch
    {
        "sgd" => new Sgd { WeightDecay = r.WeightDecay, ClipNorm = r.ClipNorm },
        "momentum" => new Sgd(r.Momentum ?? UsualMomentum) { WeightDecay = r.WeightDecay, ClipNorm = r.ClipNorm },
        "nesterov" => new Sgd(r.Momentum ?? UsualMomentum, NesterovForm.Keras) { WeightDecay = r.WeightDecay, ClipNorm = r.ClipNorm },
        "adagrad" => new Adagrad(r.Epsilon > 0 ? r.Epsilon : Adagrad.UsualEpsilon) { ClipNorm = r.ClipNorm },
        "rmsprop" => new RmsProp(epsilon: r.Epsilon > 0 ? r.Epsilon : RmsProp.UsualEpsilon) { ClipNorm = r.ClipNorm },
        _ => new Adam(epsilon: r.Epsilon > 0 ? r.Epsilon : Adam.UsualEpsilon)
        {
            AmsGrad = r.Optimizer == "amsgrad",
            L2 = r.Optimizer == "adamw" ? 0 : r.WeightDecay,
            WeightDecay = r.Optimizer == "adamw" ? r.WeightDecay : 0,
            ClipNorm = r.ClipNorm,
        },
    };

    private static Initializer? Initializer(string text) => text.Split(':') switch
    {
        [""] => null,
        ["he"] => Initializers.Initializer.He,
        ["he-uniform"] => Initializers.Initializer.HeUniform,
        ["xavier"] => Initializers.Initializer.XavierNormal,
        ["xavier-uniform"] => Initializers.Initializer.XavierUniform,
        ["normal", var sigma] when double.TryParse(sigma, NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s > 0 => Initializers.Initializer.Normal(s),
        _ => throw new EdgeCnnException($"initializer '{text}': expected he, he-uniform, xavier, xavier-uniform or normal:SIGMA; two with '+' between are for convolutions and for dense layers.", ExitCode.Usage),
    };

    private static IReadOnlyList<int> Filters(string text)
    {
        if (text.Length == 0)
            return [];
        int[] filters = [.. text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is > 0 and <= 4096 ? n : 0)];
        return filters.Contains(0) ? throw Wrong("filters", text, "numbers from 1 to 4096 with dashes between, for example 64-64-64") : filters;
    }

    private static EdgeCnnException Wrong(string what, object got, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"--{what}: expected {expected}, got {got}."), ExitCode.Usage);
}
