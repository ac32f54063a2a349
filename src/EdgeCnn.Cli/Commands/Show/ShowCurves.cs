using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Verdicts;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show curves</c>: learning curves of runs that were made.</summary>
internal static class ShowCurves
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("RUN") { Description = "Folders with a history.json; several are drawn over one another.", Arity = ArgumentArity.OneOrMore };
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("curves", "Draws the learning curves of runs and says what they tell.", "edgecnn show curves runs/adam runs/rmsprop --out curves.svg").With(folders, path, json);
        command.SetAction(parsed => Show(parsed.GetRequiredValue(folders), parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string[] folders, string path, CommandOutput output)
    {
        Plot.CheckName(path);
        if (folders.Distinct(StringComparer.Ordinal).Count() != folders.Length)
            throw new EdgeCnnException("a run is named twice. Name each folder once.", ExitCode.Usage);
        RunCurves[] runs = [.. folders.Select((folder, i) => new RunCurves(Name(folders, i), RunHistory.Points(HistoryFile.Read(folder))))];
        (runs.Length == 1 ? LearningCurves.Draw(runs[0]) : LearningCurves.Draw(runs, "Learning curves")).Save(path);
        // A finished run has its verdict, which knows what the run did already; of a history alone the curves must do.
        RunVerdict[] verdicts = [.. folders.Select((folder, i) => RunDocument.Read(folder)?.Verdict ?? RunVerdict.Of(CurveVerdict.Judge(runs[i].Epochs)))];
        output.Result(
            new { path, runs = folders.Select((folder, i) => new { folder, runs[i].Name, epochs = runs[i].Epochs.Count, verdict = verdicts[i] }) },
            string.Join('\n', [.. runs.Select((run, i) => string.Create(CultureInfo.InvariantCulture, $"{run.Name}, {run.Epochs.Count} epochs: {verdicts[i].Headline}")), path]));
        return 0;
    }

    // The folder's own name where it tells the runs apart, else the whole path.
    private static string Name(string[] folders, int run)
    {
        string[] names = [.. folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))];
        return names.Count(name => name == names[run]) == 1 ? names[run] : folders[run];
    }
}
