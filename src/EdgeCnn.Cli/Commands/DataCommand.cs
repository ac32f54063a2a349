using System.CommandLine;
using EdgeCnn.Cli.Datasets;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn data</c>: <c>get</c> brings a data set into its original layout, <see cref="DataCheckCommand"/> looks at it.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "mnist, fashion-mnist or cifar10." };
        var directory = new Option<string>("--dir") { Description = "Where the files go.", HelpName = "DIR", Required = true };
        var from = new Option<string?>("--from") { Description = "A folder or archive that you have already.", HelpName = "PATH" };
        Option<bool> json = CommonOptions.Json();
        Command get = new ExampleCommand("get", "Gets a data set in its original files and verifies their checksums; does nothing if they are there.", "edgecnn data get mnist --dir data/mnist")
            .With(name, directory, from, json);
        get.SetAction((parsed, cancellation) => Task.Run(() => Get(parsed.GetRequiredValue(name), parsed.GetRequiredValue(directory), parsed.GetValue(from), new CommandOutput(parsed.GetValue(json)), cancellation), CancellationToken.None));
        return new ExampleCommand("data", "Data sets.", "edgecnn data get cifar10 --dir data/cifar10") { get, DataCheckCommand.Create() };
    }

    private static int Get(string name, string directory, string? from, CommandOutput output, CancellationToken cancellation)
    {
        DatasetSpec spec = DatasetCatalog.Find(name);
        DatasetReport? report = null;
        output.Progress(name, 1, show => report = DatasetInstaller.Install(
            spec,
            directory,
            from,
            new InlineProgress(p => show(p.TotalBytes > 0 ? (double)p.DoneBytes / p.TotalBytes : 0, p.Step)),
            cancellation));
        foreach (string failed in report!.FailedSources)
            output.Note($"edgecnn: {failed}");
        output.Result(
            new { dataset = name, directory, files = report.Files, bytes = report.Bytes, source = report.Source, alreadyThere = report.AlreadyThere },
            $"{name}: {report.Files.Count} files, {report.Bytes:N0} bytes in {directory}, {(report.AlreadyThere ? "already there" : $"from {report.Source}")}, checksums right");
        return 0;
    }

    // Progress<T> would report on another thread, after the bar has gone.
    private sealed class InlineProgress(Action<DatasetProgress> report) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value) => report(value);
    }
}
