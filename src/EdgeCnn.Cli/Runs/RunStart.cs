using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Import;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a run begins with: an architecture with its initial weights, or a model with a new last layer.</summary>
/// <param name="Network">The network.</param>
/// <param name="Contract">How it wants pictures, and what its outputs will be.</param>
/// <param name="Task">What it learns of the data.</param>
internal sealed record RunStart(Network Network, InputContract Contract, LearningTask Task)
{
    /// <summary>Where the new last layer of a model is, in words; null for an architecture.</summary>
    public string? Head { get; private init; }

    /// <summary>Reads a recipe's words.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">Its pictures.</param>
    /// <exception cref="EdgeCnnException">A word is unknown, or model and data do not fit.</exception>
    public static RunStart Of(Recipe recipe, RunData data)
    {
        if (recipe.Architecture.Length + recipe.From.Length == 0)
            throw new EdgeCnnException("train: give an ARCHITECTURE, or a model with --from. See 'edgecnn train --help'.", ExitCode.Usage);
        var scaling = new InputScaling(Given(recipe.InputRange), Given(recipe.Mean), Given(recipe.Std));
        var usual = new Recipe { Data = recipe.Data, Architecture = recipe.Architecture };
        if (recipe.From.Length == 0 && (scaling != new InputScaling(null, null, null) || recipe.Freeze != usual.Freeze || recipe.BackboneRate != usual.BackboneRate))
            throw new EdgeCnnException("train: --freeze, --backbone-lr, --input-range, --mean and --std are for a model that --from names; leave them out.", ExitCode.Usage);
        IReadOnlyList<string> labels = data.Training.Labels;
        LearningTask task = LearningTask.Of(recipe.Task.Length == 0 && data.Named.IsTree ? "hierarchical" : recipe.Task, labels, data.SeveralLabels);
        if (recipe.From.Length > 0)
        {
            if (recipe.Size > 0)
                throw new EdgeCnnException($"--size: {recipe.From} says itself how large its input is; leave --size out.", ExitCode.Usage);
            NetworkGraph graph = ModelFile.Open(recipe.From);
            InputContract contract = Fitted(task.Contract(scaling.Contract(recipe.From, graph.Contract, graph.Tensor(graph.Inputs[0]), labels)), recipe);
            // How photographs become small pictures is no property of the weights.
            contract = contract with { Resize = NamedData.Resize(data.Training, contract.Height, contract.Width) ?? contract.Resize };
            return new RunStart(RecipeReader.Network(recipe, graph, task.Labels.Length), contract, task) { Head = GraphImport.PlaceOfHead(graph) };
        }

        InputContract own = Fitted(task.Contract(RecipeReader.Contract(recipe, data.Named, data.Training)), recipe);
        try
        {
            return new RunStart(RecipeReader.Network(recipe, own, task.Labels.Length), own, task);
        }
        catch (GraphException error) when (recipe.Size > 0)
        {
            throw new EdgeCnnException($"--size {recipe.Size}: {error.Message} Take a larger one.", ExitCode.Usage, error);
        }
    }

    private static InputContract Fitted(InputContract contract, Recipe recipe) => recipe.Crop.Length == 0 ? contract : contract with { Crop = InputScaling.Fit(recipe.Crop) };

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
