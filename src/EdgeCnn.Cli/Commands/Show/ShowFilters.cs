using System.CommandLine;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show filters</c>: what a convolution has learned to look for.</summary>
internal static class ShowFilters
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var layer = new Option<string?>("--layer") { Description = "A convolution; the first one unless given.", HelpName = "NAME" };
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("filters", "Draws the weights of a float model's convolution.", "edgecnn show filters models/mnist-cnn/float.onnx --out filters.png").With(model, layer, path, json);
        command.SetAction(parsed => Show(parsed.GetRequiredValue(model), parsed.GetValue(layer), parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string model, string? layer, string path, CommandOutput output)
    {
        Plot.CheckName(path);
        FilterBank[] banks = [.. ConvolutionFilters.Of(FloatModel.Network(model, ModelFile.Open(model)))];
        if (banks.Length == 0)
            throw new EdgeCnnException($"{model}: has no convolution, so it has no filters.", ExitCode.Usage);
        FilterBank bank = layer is null ? banks[0] : banks.FirstOrDefault(bank => bank.Name == layer)
            ?? throw new EdgeCnnException($"--layer '{layer}': {model} has no convolution of that name. It has {string.Join(", ", banks.Select(bank => bank.Name))}.", ExitCode.Usage);
        FilterGrid.Draw(bank).Save(path);
        output.Result(new { path, model, layer = bank.Name, filters = bank.Count, bank.Height, bank.Width, bank.Channels }, $"{path}: {bank.Name} of {model}, {bank.Count} filters of {bank.Height}x{bank.Width}x{bank.Channels}");
        return 0;
    }
}
