using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Health;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn data check</c>: what a data set is like before anything is learned from it.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR, tree:DIR or table:FILE.csv." };
        Option<int> threads = CommonOptions.Count("--threads", "Pictures to decode at the same time.", Environment.ProcessorCount, most: 256);
        var path = new Option<string?>("--out", "-o") { Description = "Draw how many pictures each class has, .svg or .png.", HelpName = "PATH" };
        Option<bool> json = CommonOptions.Json();
        Command check = new ExampleCommand("check", "Reads every picture: counts, sizes, colours, what is damaged, and what is there twice; fails if pictures cannot be read or are in two parts.", "edgecnn data check folder:data/leaves")
            .With(data, threads, path, json);
        check.SetAction((parsed, cancellation) => Task.Run(() => Check(parsed.GetRequiredValue(data), parsed.GetValue(threads), parsed.GetValue(path), new CommandOutput(parsed.GetValue(json)), cancellation), CancellationToken.None));
        return check;
    }

    private static int Check(string name, int threads, string? path, CommandOutput output, CancellationToken cancellation)
    {
        if (path is not null)
            Plot.CheckName(path);
        NamedData named = NamedData.Parse(name);
        (DataPart Part, IDataset Data)[] parts = [.. named.Parts().Select(part => (part, named.Open(part)))];
        int total = parts.Sum(part => part.Data.Count);
        DataHealth? health = null;
        output.Progress("checking", total, show => health = new DataChecker(threads, cancellation).Check(name, parts, new PictureProgress(total, show).Report));
        output.Result(DataHealthDocument.Of(health!), DataHealthText.Of(health!));
        // Last: a folder that may not be written must not cost the report.
        if (path is not null)
            ClassChart(health!.Parts[0]).Save(path);
        return (int)(health!.IsSound ? ExitCode.Ok : ExitCode.CheckFailed);
    }

    private static Plot ClassChart(PartHealth part)
    {
        string name = part.Part == DataPart.Train ? "training" : part.Part.ToString().ToLowerInvariant();
        return BarChart.Draw(
            string.Create(CultureInfo.InvariantCulture, $"{part.Pictures:N0} {name} pictures"),
            [.. part.Classes.Select(entry => new Bar(entry.Label, entry.Pictures, entry.Pictures.ToString("N0", CultureInfo.InvariantCulture), Marked: entry.Pictures == 0))],
            string.Create(CultureInfo.InvariantCulture, $"{part.Classes.Count} classes{(part.Imbalance == 1 ? " of the same size" : $", the largest with {part.Imbalance:0.##} times the pictures of the smallest")}"));
    }
}
