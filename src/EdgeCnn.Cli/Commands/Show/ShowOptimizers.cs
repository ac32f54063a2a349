using System.CommandLine;
using System.Globalization;
using EdgeCnn.Training.Lessons;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show optimizers</c>: the ways of the optimizers down a valley.</summary>
internal static class ShowOptimizers
{
    public static Command Create()
    {
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("optimizers", $"Draws 100 steps of each optimizer on {OptimizerLesson.Formula} from (-5, 4), and prints where they end.", "edgecnn show optimizers --out optimizers.svg")
            .With(path, json);
        command.SetAction(parsed => Show(parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string path, CommandOutput output)
    {
        Plot.CheckName(path);
        var walks = OptimizerLesson.Cases.Select(one => (one.Name, one.Rate, Places: OptimizerLesson.Walk(one.Create(), one.Rate))).ToArray();
        ContourPlot.Draw(
            $"{OptimizerLesson.Steps} steps on {OptimizerLesson.Formula.Replace("x1", "x₁", StringComparison.Ordinal).Replace("x2", "x₂", StringComparison.Ordinal)}",
            OptimizerLesson.Value,
            (-6, 3),
            (-3, 4.5),
            [.. walks.Select(walk => new PlotPath(Text($"{walk.Name}, {walk.Rate}"), walk.Places))],
            OptimizerLesson.Minimum).Save(path);
        output.Result(
            new { path, function = OptimizerLesson.Formula, OptimizerLesson.Steps, optimizers = walks.Select(walk => new { walk.Name, walk.Rate, x1 = walk.Places[^1].X1, x2 = walk.Places[^1].X2, value = OptimizerLesson.Value(walk.Places[^1].X1, walk.Places[^1].X2) }) },
            string.Join('\n', [.. walks.Select(walk => Text($"{walk.Name,-18} rate {walk.Rate,-5} ends at ({Round(walk.Places[^1].X1),9:F5}, {Round(walk.Places[^1].X2),9:F5})")), path]));
        return 0;
    }

    // Adding 0 makes of a rounded −0 a plain one.
    private static double Round(double place) => Math.Round(place, 5) + 0.0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
