using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show maps</c>: what each convolution and pool of a model answers to a picture.</summary>
internal static class ShowMaps
{
    // Names come from model files, and file systems end names at 255 bytes.
    private const int LongestName = 80;

    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var picture = new Option<string>("--picture") { Description = "A PNG, JPEG, BMP or PNM file.", HelpName = "FILE", Required = true };
        var format = new Option<string>("--format") { Description = "png or svg.", HelpName = "NAME", DefaultValueFactory = _ => "png" };
        format.AcceptOnlyFromAmong("png", "svg");
        var scaling = new ScalingOptions();
        Option<string> folder = CommonOptions.Out("The folder to write to: a picture for each layer, by its place and name.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("maps", "Draws what each convolution and pool of a float model answers to a picture.", "edgecnn show maps models/mnist-cnn/float.onnx --picture models/mnist-cnn/samples/3/00030.png --out maps")
            .With([model, picture, format, .. scaling.Symbols, folder, json]);
        command.SetAction(parsed => Show(parsed.GetRequiredValue(model), parsed.GetRequiredValue(picture), parsed.GetValue(format)!, scaling.Read(parsed), parsed.GetRequiredValue(folder), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string model, string picture, string format, InputScaling scaling, string folder, CommandOutput output)
    {
        NetworkGraph graph = ModelFile.Open(model);
        Network network = FloatModel.Network(model, graph);
        InputContract contract = scaling.Contract(model, graph.Contract, graph.Tensor(graph.Inputs[0]), [.. Enumerable.Range(0, network.Output.Elements).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        Image image = PictureFile.Read(picture);
        if (graph.Contract is null && scaling.Crop is null && (image.Height, image.Width) != (contract.Height, contract.Width))
            throw InputScaling.Unfitted(model, contract);
        IReadOnlyList<FeatureMapSet> layers = FeatureMaps.Of(network, contract, new OnePicture(picture, image), 0, network.Nodes.Length);
        if (layers.Count == 0)
            throw new EdgeCnnException($"{model}: has no convolution and no pool, so it has no maps.", ExitCode.Usage);
        OutputFolder.Create(folder);
        string[] files = [.. layers.Select((set, i) => Path.Combine(folder, $"{(i + 1).ToString("00", CultureInfo.InvariantCulture)}-{FileName(set.Name)}.{format}"))];
        foreach (var (set, file) in layers.Zip(files))
            FeatureMapGrid.Draw(set).Save(file);
        output.Result(
            new { folder, model, picture, layers = layers.Select((set, i) => new { set.Name, file = files[i], maps = set.Maps.Count, set.Maps[0].Height, set.Maps[0].Width, max = set.Maps.Max(map => map.Values.Max()) }) },
            string.Join('\n', layers.Select((set, i) => $"{files[i]}: {set.Maps.Count} maps of {set.Maps[0].Height}x{set.Maps[0].Width}")));
        return 0;
    }

    private static string FileName(string layer) => string.Concat(layer.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
