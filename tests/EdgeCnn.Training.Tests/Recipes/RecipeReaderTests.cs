using EdgeCnn.Graph;
using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Training.Tests.Recipes;

public sealed class RecipeReaderTests
{
    private static readonly Recipe Usual = new() { Architecture = "cifar-seed", Data = "cifar10:x" };

    [Fact]
    public void Network_PoolAndFilters_AreThoseOfTheRecipe()
    {
        Network network = RecipeReader.Network(Usual with { Filters = "8-16-32", Pool = 1, Dropout = 0.5f, BatchNorm = true }, Contract(), 10);
        Assert.Equal([8, 16, 32], network.Layers.OfType<Training.Layers.Conv2dLayer>().Select(layer => layer.Output[2]));
        Assert.Empty(network.Layers.OfType<Training.Layers.MaxPoolLayer>());
        Assert.Single(network.Layers.OfType<Training.Layers.DropoutLayer>());
        Assert.Equal(3, network.Layers.OfType<Training.Layers.BatchNormLayer>().Count());
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("adagrad")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("amsgrad")]
    public void Options_Optimizer_IsTheOneOfThatName(string name) => Assert.Equal(name, RecipeReader.Options(Usual with { Optimizer = name }, Contract()).Optimizer().Name);

    [Theory]
    [InlineData("adagrad", 0, 1 / 1.00000005)] // 1/√(1² + ε), ε 1e-7
    [InlineData("adagrad", 0.44f, 1 / 1.2)]
    [InlineData("rmsprop", 0.34f, 1 / 0.663325)] // 1/√(0.1 + 0.34)
    [InlineData("adam", 0.25f, 0.8)] // 1/(1 + ε)
    [InlineData("amsgrad", 0.25f, 0.8)]
    [InlineData("adamw", 0.25f, 0.8)]
    public void Options_Epsilon_ShortensTheFirstStep(string optimizer, float epsilon, double length)
    {
        var weight = new Parameter("w", new Shape(1));
        weight.Gradient[0] = 1;
        Training.Optimizers.Optimizer made = RecipeReader.Options(Usual with { Optimizer = optimizer, Epsilon = epsilon }, Contract()).Optimizer();
        made.LearningRate = 1;
        using var crew = new Training.Execution.Crew(1);
        made.Step([weight], crew);
        Assert.Equal(-length, weight.Value[0], 5);
    }

    /// <summary>Keras' "SGD 0.1 with momentum 0.9" and others that would silently be something else.</summary>
    [Fact]
    public void IdleSettings_SettingThatWouldChangeNothing_IsRefusedWithWhatToDo()
    {
        Recipe transfer = Usual with { Architecture = "", From = "m.ecnn" };
        foreach (var (idle, word) in ((Recipe, string)[])[
            (Usual with { Optimizer = "sgd", Momentum = 0.9f }, "--optimizer momentum"), (Usual with { Momentum = 0.5f }, "--momentum"), (Usual with { Optimizer = "adamw" }, "--weight-decay"),
            (Usual with { PlateauFactor = 0.1 }, "--plateau"), (Usual with { MinLearningRate = 1e-5 }, "--plateau"), (Usual with { Plateau = 3, MinLearningRate = 0.001 }, "--min-lr"),
            (Usual with { MinDelta = 0.1 }, "--patience"), (Usual with { Monitor = "loss" }, "--monitor"), (Usual with { ValidationLast = true }, "--validation"),
            (transfer with { BackboneRate = 0.1f }, "--freeze"), (transfer with { Initializer = "he+xavier" }, "--initializer"), (Usual with { Schedule = "warmup:10+cosine", Epochs = 10 }, "warm-up")])
        {
            var error = Assert.Throws<EdgeCnnException>(() => IdleSettings.Check(idle));
            Assert.Equal(ExitCode.Usage, error.ExitCode);
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        foreach (Recipe used in (Recipe[])[Usual with { Optimizer = "nesterov", Momentum = 0.5f }, Usual with { Plateau = 2, MinLearningRate = 1e-5, Monitor = "loss" }, transfer with { BackboneRate = 0.1f, Freeze = "none" }, Usual with { Schedule = "warmup:2+cosine", Epochs = 10 }])
            Assert.Null(IdleSettings.Of(used));
    }

    [Fact]
    public void Options_NoAugmentation_IsNone() => Assert.Null(RecipeReader.Options(Usual with { Augment = "none" }, Contract()).Augmentation);

    [Fact]
    public void Options_WordsAndNumbersOutOfRange_AreUsageErrors()
    {
        foreach (Recipe wrong in (Recipe[])[Usual with { Optimizer = "adma" }, Usual with { LearningRate = float.NaN }, Usual with { LearningRate = 0 }, Usual with { Schedule = "none" }, Usual with { Schedule = "warmup:1+warmup:1+cosine" },
            Usual with { LabelSmoothing = 1 }, Usual with { LabelSmoothing = -0.1f }, Usual with { LabelSmoothing = float.NaN }, Usual with { Momentum = 1.5f }, Usual with { L1 = -1 }, Usual with { L2 = float.NaN },
            Usual with { Monitor = "loos" }, Usual with { PlateauFactor = 1 }, Usual with { MinLearningRate = double.NaN }, Usual with { MinDelta = -1 }, Usual with { WeightDecay = -1 }, Usual with { ClipNorm = float.PositiveInfinity }, Usual with { Epsilon = -1e-7f }, Usual with { Optimizer = "sgd", Epsilon = 1e-7f }, Usual with { Optimizer = "rmsprop", WeightDecay = 0.1f }])
            Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => RecipeReader.Options(wrong, Contract())).ExitCode);
        foreach (Recipe wrong in (Recipe[])[Usual with { Architecture = "x" }, Usual with { Filters = "8-x" }, Usual with { Filters = "0" }, Usual with { Pool = 0 }, Usual with { Dropout = 1 }, Usual with { Width = 0 }, Usual with { Initializer = "normal:-1" }, Usual with { Initializer = "he+x" }])
            Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => RecipeReader.Network(wrong, Contract(), 10)).ExitCode);
    }

    [Fact]
    public void Options_Callbacks_AreThoseOfTheRecipe()
    {
        TrainingOptions options = RecipeReader.Options(Usual with { Patience = 4, Plateau = 2, PlateauFactor = 0.1, MinLearningRate = 1e-5, Monitor = "accuracy", MinDelta = 0.01 }, Contract());
        Assert.Equal(new EarlyStopping { Patience = 4, Monitor = "accuracy", MinDelta = 0.01 }, options.EarlyStopping);
        Assert.Equal(new ReduceLROnPlateau { Patience = 2, Factor = 0.1, MinLr = 1e-5, Monitor = "accuracy" }, options.ReduceLROnPlateau);
        options = RecipeReader.Options(Usual, Contract());
        Assert.Null(options.EarlyStopping);
        Assert.Null(options.ReduceLROnPlateau);
    }

    [Fact]
    public void Check_SettingThatTheArchitectureHasNot_IsAUsageError()
    {
        Assert.Contains("no width", Assert.Throws<EdgeCnnException>(() => RecipeReader.Check(Usual with { Width = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("nothing of it can be set", Assert.Throws<EdgeCnnException>(() => RecipeReader.Check(Usual with { Architecture = "vgg16", Dropout = 0.1f, BatchNorm = true })).Message, StringComparison.Ordinal);
        RecipeReader.Check(Usual with { Pool = 1, Filters = "8-8-8", Dropout = 0.1f, BatchNorm = true });
        RecipeReader.Check(Usual with { Architecture = "resnet8", Width = 0.01, Dropout = 0.1f });
        Assert.Equal(1, RecipeReader.Network(Usual with { Architecture = "resnet8", Width = 0.01 }, Contract(), 10).Layers.OfType<Conv2dLayer>().First().Output[2]);
        Assert.Throws<EdgeCnnException>(() => RecipeReader.Check(Usual with { Validation = -0.5 }));
    }

    /// <summary>The course's digits: N(0, 0.01²) for convolutions, Xavier's bounds for dense layers.</summary>
    [Fact]
    public void Network_TwoInitializers_AreThoseOfConvolutionsAndOfDenseLayers()
    {
        Network network = RecipeReader.Network(Usual with { Architecture = "mnist-cnn", Initializer = "normal:0.01+xavier-uniform" }, new Shape(28, 28, 1), 10);
        float[] conv = network.Layers.OfType<Conv2dLayer>().Last().Parameters[0].Value, dense = network.Layers.OfType<DenseLayer>().First().Parameters[0].Value;
        Assert.InRange(Math.Sqrt(conv.Average(value => (double)value * value)), 0.0095, 0.0105);
        double bound = Math.Sqrt(6.0 / (3136 + 128));
        Assert.InRange(dense.Max(), 0.99 * bound, bound);
        Assert.InRange(dense.Min(), -bound, -0.99 * bound);
    }

    private static InputContract Contract() => StripesDataset.Contract with { Height = 32, Width = 32, Color = ColorOrder.Rgb, Mean = [0, 0, 0], Std = [1, 1, 1], Labels = [.. Enumerable.Range(0, 10).Select(i => $"{i}")] };
}
