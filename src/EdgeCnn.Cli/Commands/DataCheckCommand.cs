using System.CommandLine;
using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Health;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn data check</c>: what a data set is like before anything is learned from it.</summary>
internal static class DataCheckCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR, tree:DIR or table:FILE.csv." };
        Option<int> threads = CommonOptions.Count("--threads", "Pictures to decode at the same time.", Environment.ProcessorCount, most: 256);
        Option<bool> json = CommonOptions.Json();
        Command check = new ExampleCommand("check", "Reads every picture: counts, sizes, colours, what is damaged, and what is there twice; fails if pictures cannot be read or are in two parts.", "edgecnn data check folder:data/leaves")
            .With(data, threads, json);
        check.SetAction((parsed, cancellation) => Task.Run(() => Check(parsed.GetRequiredValue(data), parsed.GetValue(threads), new CommandOutput(parsed.GetValue(json)), cancellation), CancellationToken.None));
        return check;
    }

    private static int Check(string name, int threads, CommandOutput output, CancellationToken cancellation)
    {
        NamedData named = NamedData.Parse(name);
        (DataPart Part, IDataset Data)[] parts = [.. named.Parts().Select(part => (part, named.Open(part)))];
        int total = parts.Sum(part => part.Data.Count);
        DataHealth? health = null;
        output.Progress("checking", total, show => health = new DataChecker(threads, cancellation).Check(name, parts, new PictureProgress(total, show).Report));
        output.Result(DataHealthDocument.Of(health!), DataHealthText.Of(health!));
        return (int)(health!.IsSound ? ExitCode.Ok : ExitCode.CheckFailed);
    }
}
