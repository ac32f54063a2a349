using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show confusion</c>: which classes a model takes for which.</summary>
internal static class ShowConfusion
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> data = CommonOptions.TestData();
        var scaling = new ScalingOptions();
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("confusion", "Draws which classes a model takes for which.", "edgecnn show confusion models/cifar10-resnet8/model.ecnn --data cifar10:data/cifar10 --out confusion.svg")
            .With([model, data, .. scaling.Symbols, path, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Show(parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), scaling.Read(parsed), parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Show(string model, string data, InputScaling scaling, string path, CommandOutput output, CancellationToken cancellation)
    {
        Plot.CheckName(path);
        TestAnswers answers = ModelAnswers.Of(model, data, scaling, output, cancellation).Answers;
        ConfusionCounts counts = answers.Confusion() ?? throw new EdgeCnnException($"{model}: {answers.Classes.Count} classes are more than a picture can show.", ExitCode.Usage);
        ConfusionPicture.Draw(counts).Save(path);
        int right = answers.Right.Count(isRight => isRight);
        output.Result(
            new { path, model, data, images = answers.Right.Count, right, classes = counts.Classes, counts = Enumerable.Range(0, counts.Classes.Count).Select(row => Enumerable.Range(0, counts.Classes.Count).Select(column => counts.Counts[row, column])) },
            string.Create(CultureInfo.InvariantCulture, $"{path}: {right:N0} of {answers.Right.Count:N0} right"));
        return 0;
    }
}
