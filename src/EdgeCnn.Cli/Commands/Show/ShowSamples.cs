using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show samples</c>: the first pictures of a data set with their names.</summary>
internal static class ShowSamples
{
    public static Command Create()
    {
        var data = new Argument<string>("DATA") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR or table:FILE.csv." };
        Option<int> side = CommonOptions.Count("--side", "Pictures of a row, and rows.", 5, most: 20);
        var test = new Option<bool>("--test") { Description = "Of the test part." };
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("samples", "Draws the first pictures of a data set with their names.", "edgecnn show samples cifar10:data/cifar10 --side 10 --out samples.png").With(data, side, test, path, json);
        command.SetAction(parsed => Show(parsed.GetRequiredValue(data), parsed.GetValue(side), parsed.GetValue(test), parsed.GetRequiredValue(path), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string name, int side, bool test, string path, CommandOutput output)
    {
        Plot.CheckName(path);
        IDataset data = NamedData.Parse(name).Open(train: !test);
        IReadOnlyList<Sample> samples = DatasetPictures.First(data, side * side);
        if (samples.Count == 0)
            throw new EdgeCnnException($"{name}: not one of {data.Count} pictures can be read. See 'edgecnn data check {name}'.");
        string title = string.Create(CultureInfo.InvariantCulture, $"The first {samples.Count} of {data.Count:N0} {(test ? "test" : "training")} pictures");
        SampleGrid.Draw(title, samples, side).Save(path);
        output.Result(new { path, data.Count, classes = data.Labels, labels = samples.Select(sample => sample.Label) }, $"{path}: {title}");
        return 0;
    }
}
