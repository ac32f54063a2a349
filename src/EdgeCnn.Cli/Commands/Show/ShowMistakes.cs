using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show mistakes</c>: the pictures that a model takes for something else.</summary>
internal static class ShowMistakes
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> data = CommonOptions.TestData();
        var scaling = new ScalingOptions();
        Option<int> most = CommonOptions.Count("--most", "Pictures to draw.", 24, most: 400);
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("mistakes", "Draws the pictures that a model takes for something else, the surest mistakes first.", "edgecnn show mistakes models/cifar10-resnet8/model.ecnn --data cifar10:data/cifar10 --out mistakes.png")
            .With([model, data, .. scaling.Symbols, most, path, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Show(parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), scaling.Read(parsed), parsed.GetValue(most), parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Show(string model, string data, InputScaling scaling, int most, string path, CommandOutput output, CancellationToken cancellation)
    {
        Plot.CheckName(path);
        ModelAnswers answers = ModelAnswers.Of(model, data, scaling, output, cancellation);
        IReadOnlyList<Mistake> mistakes = answers.Mistakes(most);
        int asked = answers.Answers.Right.Count, wrong = answers.Answers.Right.Count(isRight => !isRight);
        string title = string.Create(CultureInfo.InvariantCulture, $"The surest {mistakes.Count:N0} of {wrong:N0} mistakes in {asked:N0} pictures");
        if (wrong > 0)
            MistakeGrid.Draw(title, mistakes).Save(path);
        output.Result(new { path = wrong > 0 ? path : null, model, data, images = asked, wrong, mistakes = mistakes.Select(mistake => new { mistake.Truth, mistake.Answer, probability = Math.Round(mistake.Probability, 4) }) }, wrong > 0 ? $"{path}: {title}" : string.Create(CultureInfo.InvariantCulture, $"nothing to draw: all {asked:N0} pictures are right"));
        return 0;
    }
}
