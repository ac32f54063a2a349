using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn train</c>: trains a network and writes it with its history and what its curves say.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var recipe = new RecipeOptions();
        Option<int> threads = CommonOptions.Count("--threads", "0 for all processors; the result does not depend on it.", 0, least: 0);
        Option<int> every = CommonOptions.Count("--checkpoint-every", "Batches between checkpoints; 0 for one after each epoch.", 0, least: 0);
        var resume = new Option<bool>("--resume") { Description = "Go on from the folder's checkpoint, to the same weights as without a stop." };
        var restart = new Option<bool>("--restart") { Description = "Begin anew though the folder has the checkpoint of a run that was stopped." };
        var quantize = new Option<bool>("--quantize") { Description = "Write int8.ecnn too, calibrated with training pictures, and test it." };
        Option<string> folder = CommonOptions.Out("Folder for model.ecnn, int8.ecnn, history.csv, history.json, run.json, report.html and, while the run lasts, checkpoint.bin.");
        var bare = new Option<bool>("--no-report") { Description = "Leave report.html out." };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("train", "Trains a network.", "edgecnn train mnist-cnn --data mnist:data/mnist --epochs 3 --seed 1 --out runs/mnist")
            .With([.. recipe.All, quantize, threads, every, resume, restart, bare, folder, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                if (parsed.GetValue(resume) && parsed.GetValue(restart))
                    throw new EdgeCnnException("train: --resume goes on with a run, --restart gives it up; leave one out.", ExitCode.Usage);
                var settings = new RunSettings(parsed.GetValue(threads), parsed.GetValue(every), parsed.GetValue(resume), parsed.GetValue(restart), Report: !parsed.GetValue(bare), Quantize: parsed.GetValue(quantize), "the same command with --resume");
                return Train(recipe.Read(parsed), parsed.GetRequiredValue(folder), settings, new CommandOutput(parsed.GetValue(json)), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Train(Recipe recipe, string folder, RunSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        RecipeReader.Check(recipe);
        IdleSettings.Check(recipe);
        RunDocument run = TrainingRun.Train(recipe, folder, settings, output, cancellation);
        output.Result(run, string.Create(CultureInfo.InvariantCulture, $"{run.Model}: {100 * run.TestAccuracy:F2} % of {run.TestPictures:N0} {run.TestedOn} right after {run.Epochs} epochs, {run.History![^1].ImagesPerSecond:F0} pictures/s\n{run.MetricsLine}{Int8Line(run.Int8)}"));
        return 0;
    }

    private static string Int8Line(RunInt8? int8) => int8 is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"\n{int8.Model}: int8, {int8.Bytes:N0} bytes, {100 * int8.Top1:F2} % right, calibrated with {int8.Samples:N0} training pictures");
}
