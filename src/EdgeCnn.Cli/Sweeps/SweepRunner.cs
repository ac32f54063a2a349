using System.Globalization;
using System.Text;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>Trains a sweep's variants one after another, each in a folder of its own. A run that is finished is not run again; one that was stopped goes on; one that diverges does not keep the others from running.</summary>
internal static class SweepRunner
{
    // Tells whose the checkpoint is.
    private const string CommandFile = "command.txt";

    /// <summary>Runs what is not finished, and writes the comparison after each run.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="command">The command that runs it again.</param>
    /// <param name="folder">Where the runs' folders and the comparison go.</param>
    /// <param name="threads">0 for all processors.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends the run in work with a checkpoint.</param>
    public static SweepOutcome Run(SweepPlan plan, string command, string folder, int threads, CommandOutput output, CancellationToken cancellation)
    {
        OutputFolder.Create(folder);
        var outcome = new SweepOutcome();
        // What the last variant lacks must not be found when the others have been trained.
        foreach (SweepVariant variant in plan.Variants.DistinctBy(variant => variant.Recipe.Data))
            RunData.Open(variant.Recipe with { Seed = plan.Seeds[0] });
        int all = plan.Variants.Count * plan.Seeds.Count;
        foreach (SweepVariant variant in plan.Variants)
        {
            foreach (long seed in plan.Seeds)
            {
                cancellation.ThrowIfCancellationRequested();
                string name = SweepPlan.FolderOf(variant, seed);
                output.Note($"run {outcome.Count + 1}/{all}: {variant.Name}, seed {seed}");
                try
                {
                    outcome.Runs.Add(Run(variant, seed, Path.Combine(folder, name), threads, output, cancellation) with { Folder = name });
                }
                catch (EdgeCnnException error) when (error.ExitCode == ExitCode.CheckFailed)
                {
                    // One that diverges is a result too; the others are still to be seen.
                    outcome.Failures.Add(new SweepFailure(variant, seed, error.Message));
                    output.Note(error.Message);
                }

                SweepFiles.Write(plan, command, outcome, folder);
            }
        }

        return outcome;
    }

    private static SweepRun Run(SweepVariant variant, long seed, string folder, int threads, CommandOutput output, CancellationToken cancellation)
    {
        Recipe recipe = variant.Recipe with { Seed = seed };
        string command = RecipeOptions.Command(recipe, recipe.Data), note = Path.Combine(folder, CommandFile);
        if (RunDocument.Read(folder) is { } done && done.Command == command && RunHistory.TryRead(folder) is { } history)
        {
            output.Note(string.Create(CultureInfo.InvariantCulture, $"  is finished: {100 * done.TestAccuracy:F2} % of the test pictures right"));
            return new SweepRun(variant, seed, folder, done, history);
        }

        OutputFolder.Create(folder);
        bool same = File.Exists(note) && File.ReadAllText(note) == command;
        File.Delete(Path.Combine(folder, RunDocument.FileName));
        // Before the note: a checkpoint beside it must never be another recipe's.
        if (!same)
            File.Delete(Path.Combine(folder, TrainingRun.CheckpointName));
        AtomicFile.Write(note, stream => stream.Write(Encoding.UTF8.GetBytes(command)));
        bool begun = same && File.Exists(Path.Combine(folder, TrainingRun.CheckpointName));
        RunDocument document = TrainingRun.Train(recipe, folder, new RunSettings(threads, CheckpointEvery: 0, Resume: begun, Restart: false, Report: true, Quantize: false, "the same command"), output, cancellation);
        File.Delete(note);
        return new SweepRun(variant, seed, folder, document with { History = null }, document.History!);
    }
}
