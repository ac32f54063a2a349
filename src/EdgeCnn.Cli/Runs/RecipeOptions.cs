using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Commands;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Schedules;
using EdgeCnn.Training.Tasks;
using EdgeCnn.Training.Transfer;

namespace EdgeCnn.Cli.Runs;

/// <summary>The options of a training run on the command line, and back as the shortest command that gives the same.</summary>
internal sealed class RecipeOptions
{
    private readonly Argument<string> architecture = new("ARCHITECTURE") { Description = "Its name; 'edgecnn show architecture' lists them. None with --from.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> data = new("--data") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR, tree:DIR or table:FILE.csv; of a set without test pictures, a fifth of each class is kept back for the test.", HelpName = "DATA", Required = true };
    private readonly Option<string> task = Text("--task", $"{LearningTask.Forms}; what the data says unless given.", "TASK", string.Empty);
    private readonly Option<string> from = Text("--from", "Start from a float model, .ecnn or .onnx, with a new last layer for the data's classes.", "MODEL", string.Empty);
    private readonly Option<string> freeze = Text("--freeze", $"Layers of that model that keep their weights: {FrozenLayers.Forms}.", "LAYERS", "all");
    private readonly Option<float> backbone = Number("--backbone-lr", "Factor of the learning rate for that model's layers that are not frozen.", "FACTOR", 1f);
    private readonly ScalingOptions scaling = new();
    private readonly Option<int> epochs = CommonOptions.Count("--epochs", "Passes over the pictures; with --from 60 unless said, where only a new head learns from what is computed once, or 20 where it is augmented.", 10);
    private readonly Option<int> batch = CommonOptions.Count("--batch", "Pictures of a batch.", 64, most: 4096);
    private readonly Option<int> seed = CommonOptions.Count("--seed", "Decides initial weights, order, augmentation and dropout; the same seed gives the same weights.", 1, least: 0);
    private readonly Option<string> optimizer = Text("--optimizer", $"{string.Join(", ", RecipeReader.Optimizers)}.", "NAME", "adam");
    private readonly Option<float> rate = Number("--lr", "The learning rate; its schedule says when. 0.01 unless said where only a new head learns.", "RATE", 1e-3f);
    private readonly Option<float> momentum = new("--momentum") { Description = "Of momentum and nesterov; 0.9 unless given.", HelpName = "M" };
    private readonly Option<float> epsilon = Number("--epsilon", "Of adagrad, rmsprop and the adam kinds, against divisions by zero; 0 for 1e-7 and, for the adam kinds, 1e-8 (Keras: 1e-7).", "EPSILON", 0f);
    private readonly Option<float> decay = Number("--weight-decay", "Share of the weights that is lost at a step, whatever the learning rate; for adamw times the rate, for adam and amsgrad the L2 that is added to gradients.", "LAMBDA", 0f);
    private readonly Option<float> l1 = Number("--l1", "Penalty on absolute weights, not of depthwise filters.", "FACTOR", 0f);
    private readonly Option<float> l2 = Number("--l2", "Penalty on squared weights, not of depthwise filters; half of what PyTorch calls weight_decay of SGD.", "FACTOR", 0f);
    private readonly Option<float> clip = Number("--clip", "Longest gradient; 0 for any.", "NORM", 0f);
    private readonly Option<string> schedule = Text("--schedule", $"{ScheduleText.Forms}.", "SCHEDULE", "linear");
    private readonly Option<string> weights = Text("--class-weights", $"How much a picture of each class weighs in the training loss: {ClassWeightText.Forms}.", "WEIGHTS", string.Empty);
    private readonly Option<float> smoothing = Number("--label-smoothing", "Share of the target that is spread over all classes.", "SHARE", 0f);
    private readonly Option<double> validation = new("--validation") { Description = "Share of the training pictures to judge epochs by; 0 for none.", HelpName = "SHARE" };
    private readonly Option<bool> last = new("--validation-last") { Description = "Take the last pictures for it, as Keras does, not some by seed." };
    private readonly Option<int> patience = CommonOptions.Count("--patience", "Epochs without improvement before the run ends with its best weights; 0 for never.", 0, least: 0);
    private readonly Option<int> plateau = CommonOptions.Count("--plateau", "Epochs without improvement before the rate falls; 0 for never.", 0, least: 0);
    private readonly Option<double> factor = Number("--plateau-factor", "What the rate falls by then.", "FACTOR", 0.5);
    private readonly Option<double> least = Number("--min-lr", "What --plateau does not bring the rate below; a --schedule that falls may.", "RATE", 1e-6);
    private readonly Option<string> monitor = Text("--monitor", $"What --patience and --plateau watch: {string.Join(", ", EpochMetric.Names)}.", "NAME", "val_loss");
    private readonly Option<double> delta = Number("--min-delta", "The least change of it that --patience counts as an improvement.", "DELTA", 0.0);
    private readonly Option<string> augment = Text("--augment", "Random changes of training pictures, for example flip=0.5,crop=4,cutout=8.", "CHANGES", string.Empty);
    private readonly Option<int> precise = CommonOptions.Count("--precise-bn", "Batches whose statistics, without dropout and augmentation, batch normalizations get at the end; 0 to keep the moving ones.", 0, least: 0);
    private readonly Option<bool> unit = new("--unit-scale") { Description = "Pixels / 255 instead of mean and standard deviation." };
    private readonly Option<bool> equal = new("--equal-bits") { Description = "The same weights on every kind of processor, at some cost in speed." };
    private readonly Option<int> size = CommonOptions.Count("--size", "Rows and columns of the input; 0 for the data's own.", 0, least: 0, most: RecipeReader.LargestSize);
    private readonly Option<double> width = new("--width") { Description = "Factor of the channels: resnet8, mobilenets.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
    private readonly Option<int> pool = CommonOptions.Count("--pool", "Size of the max pools: cifar-seed.", 2, most: 8);
    private readonly Option<string> filters = Text("--filters", "Filters of the convolutions: cifar-seed.", "N-N-N", string.Empty);
    private readonly Option<float> dropout = Number("--dropout", "Dropout before the last layer.", "RATE", 0f);
    private readonly Option<bool> norm = new("--batch-norm") { Description = "Batch normalizations after the convolutions: cifar-seed, mnist-cnn." };
    private readonly Option<string> initializer = Text("--initializer", "Weights at the start: he, he-uniform, xavier, xavier-uniform or normal:SIGMA; two with '+' between are for convolutions and for dense layers.", "NAME", string.Empty);

    /// <summary>All of them, in the order of the help.</summary>
    public Symbol[] All =>
        [architecture, data, task, from, freeze, backbone, epochs, batch, seed, optimizer, rate, schedule, momentum, epsilon, decay, l1, l2, clip, smoothing, weights, validation, last, patience, plateau, factor, least, monitor, delta, augment, precise, unit, equal, size, width, pool, filters, dropout, norm, initializer, .. scaling.Symbols];

    /// <summary>Reads the options of a command line.</summary>
    public Recipe Read(ParseResult parsed) => new()
    {
        Architecture = parsed.GetValue(architecture) ?? string.Empty,
        Data = parsed.GetRequiredValue(data),
        Task = parsed.GetValue(task)!,
        From = parsed.GetValue(from)!,
        Freeze = parsed.GetValue(freeze)!,
        BackboneRate = parsed.GetValue(backbone),
        InputRange = scaling.Read(parsed).Range ?? string.Empty,
        Mean = scaling.Read(parsed).Mean ?? string.Empty,
        Std = scaling.Read(parsed).Std ?? string.Empty,
        Crop = scaling.Read(parsed).Crop ?? string.Empty,
        Epochs = OnlyHead(parsed) && !IsGiven(parsed, epochs) ? parsed.GetValue(augment)!.Length > 0 ? 20 : 60 : parsed.GetValue(epochs),
        Batch = parsed.GetValue(batch),
        Seed = parsed.GetValue(seed),
        Optimizer = parsed.GetValue(optimizer)!,
        LearningRate = OnlyHead(parsed) && !IsGiven(parsed, rate) ? 0.01f : parsed.GetValue(rate),
        Momentum = parsed.GetResult(momentum) is null ? null : parsed.GetValue(momentum),
        Epsilon = parsed.GetValue(epsilon),
        WeightDecay = parsed.GetValue(decay),
        L1 = parsed.GetValue(l1),
        L2 = parsed.GetValue(l2),
        ClipNorm = parsed.GetValue(clip),
        Schedule = parsed.GetValue(schedule)!,
        LabelSmoothing = parsed.GetValue(smoothing),
        ClassWeights = parsed.GetValue(weights)!,
        Validation = parsed.GetValue(validation),
        ValidationLast = parsed.GetValue(last),
        Patience = parsed.GetValue(patience),
        Plateau = parsed.GetValue(plateau),
        PlateauFactor = parsed.GetValue(factor),
        MinLearningRate = parsed.GetValue(least),
        Monitor = parsed.GetValue(monitor)!,
        MinDelta = parsed.GetValue(delta),
        Augment = parsed.GetValue(augment)!,
        PreciseBatchNorm = parsed.GetValue(precise),
        UnitScale = parsed.GetValue(unit),
        EqualBits = parsed.GetValue(equal),
        Size = parsed.GetValue(size),
        Width = parsed.GetValue(width),
        Pool = parsed.GetValue(pool),
        Filters = parsed.GetValue(filters)!,
        Dropout = parsed.GetValue(dropout),
        BatchNorm = parsed.GetValue(norm),
        Initializer = parsed.GetValue(initializer)!,
    };

    /// <summary>The command of a recipe: what is as usual is left out.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">How the data is named: where the command is for others, without the place where it lies on this machine.</param>
    public static string Command(Recipe recipe, string data)
    {
        var usual = new Recipe { Architecture = string.Empty, Data = string.Empty };
        string[] start = recipe.From.Length > 0 ? ["--from", ShellWords.Quote(recipe.From)] : [recipe.Architecture];
        List<string> words = ["edgecnn train", .. start, "--data", ShellWords.Quote(data)];
        void Add<T>(string option, T value, T common)
        {
            if (Equals(value, common))
                return;
            words.Add(option);
            if (value is not bool)
                words.Add(ShellWords.Quote(string.Create(CultureInfo.InvariantCulture, $"{value}")));
        }

        Add("--task", recipe.Task, string.Empty);
        if (recipe.From.Length > 0)
            Add("--freeze", recipe.Freeze, string.Empty);
        Add("--backbone-lr", recipe.BackboneRate, 1);
        Add("--input-range", recipe.InputRange, string.Empty);
        Add("--mean", recipe.Mean, string.Empty);
        Add("--std", recipe.Std, string.Empty);
        Add("--crop", recipe.Crop, string.Empty);
        Add("--epochs", recipe.Epochs, -1);
        Add("--batch", recipe.Batch, -1);
        Add("--seed", recipe.Seed, -1);
        Add("--optimizer", recipe.Optimizer, usual.Optimizer);
        Add("--lr", recipe.LearningRate, -1);
        Add("--schedule", recipe.Schedule, usual.Schedule);
        Add("--momentum", recipe.Momentum, null);
        Add("--epsilon", recipe.Epsilon, 0);
        Add("--weight-decay", recipe.WeightDecay, 0);
        Add("--l1", recipe.L1, 0);
        Add("--l2", recipe.L2, 0);
        Add("--clip", recipe.ClipNorm, 0);
        Add("--label-smoothing", recipe.LabelSmoothing, 0);
        Add("--class-weights", recipe.ClassWeights, string.Empty);
        Add("--validation", recipe.Validation, 0);
        Add("--validation-last", recipe.ValidationLast, false);
        Add("--patience", recipe.Patience, 0);
        Add("--plateau", recipe.Plateau, 0);
        Add("--plateau-factor", recipe.PlateauFactor, usual.PlateauFactor);
        Add("--min-lr", recipe.MinLearningRate, usual.MinLearningRate);
        Add("--monitor", recipe.Monitor, usual.Monitor);
        Add("--min-delta", recipe.MinDelta, 0);
        Add("--augment", recipe.Augment, string.Empty);
        Add("--precise-bn", recipe.PreciseBatchNorm, 0);
        Add("--unit-scale", recipe.UnitScale, false);
        Add("--equal-bits", recipe.EqualBits, false);
        Add("--size", recipe.Size, 0);
        Add("--width", recipe.Width, 1);
        Add("--pool", recipe.Pool, usual.Pool);
        Add("--filters", recipe.Filters, string.Empty);
        Add("--dropout", recipe.Dropout, 0);
        Add("--batch-norm", recipe.BatchNorm, false);
        Add("--initializer", recipe.Initializer, string.Empty);
        return string.Join(' ', words);
    }

    // A few pictures a class are few batches, and a head from scratch needs some hundred steps.
    private bool OnlyHead(ParseResult parsed) => parsed.GetValue(from)!.Length > 0 && parsed.GetValue(freeze) == "all";

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static Option<string> Text(string name, string description, string help, string usual) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => usual };

    private static Option<T> Number<T>(string name, string description, string help, T usual) => new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => usual };
}
