using System.CommandLine;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Lessons;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show convolution</c>: what filters written by hand make of a picture.</summary>
internal static class ShowConvolution
{
    // The course's first picture.
    private const int RandomSize = 10, RandomFilters = 3, RandomFilterSize = 3;

    public static Command Create()
    {
        var picture = new Option<string?>("--picture") { Description = "A PNG or JPEG file, taken in grey; without it random noise of 10x10 with three filters of ones.", HelpName = "FILE" };
        var filters = new Option<string[]>("--filter") { Description = "A filter, rows parted by ';'; several give a row of maps each for convolution and pooling.", HelpName = "ROWS" };
        var pool = new Option<bool>("--pool") { Description = "With one filter: show 2x2 max pooling too. An odd side is padded with zeros first." };
        Option<int> seed = CommonOptions.Count("--seed", "Decides the noise.", 1, least: 0);
        Option<string> path = CommonOptions.Out("The picture to write, .svg or .png.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("convolution", "Draws what a convolution, ReLU and pooling do to a picture, with filters of your own.", "edgecnn show convolution --picture cat.png --filter \"1,0,-1;2,0,-2;1,0,-1\" --pool --out edges.png")
            .With(picture, filters, pool, seed, path, json);
        command.SetAction(parsed => Show(
            parsed.GetValue(picture),
            parsed.GetValue(filters) ?? [],
            parsed.GetValue(pool),
            parsed.GetValue(seed),
            parsed.GetRequiredValue(path),
            new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Show(string? picture, string[] given, bool pool, int seed, string path, CommandOutput output)
    {
        Plot.CheckName(path);
        if (picture is not null && given.Length == 0)
            throw new EdgeCnnException($"{picture}: --picture needs at least one --filter, for example \"1 0 -1;2 0 -2;1 0 -1\".", ExitCode.Usage);
        HandFilter[] filters = given.Length > 0 ? [.. given.Select(HandFilter.Parse)] : [.. Enumerable.Range(0, RandomFilters).Select(_ => HandFilter.Ones(RandomFilterSize))];
        if (filters.Any(filter => filter.Weights.Height != filters[0].Weights.Height || filter.Weights.Width != filters[0].Weights.Width))
            throw new EdgeCnnException($"filters of one picture have one size, got {string.Join(", ", filters.Select(filter => Size(filter.Weights)))}. Run the command once for each size.", ExitCode.Usage);
        FeatureMap map = picture is null ? GreyPicture.Random(RandomSize, seed) : GreyPicture.Of(PictureFile.Read(picture));
        FeatureMap[] responses = [.. filters.Select(filter => filter.Apply(map))], maps = [.. responses.Select(HandFilter.Relu)], pooled = [.. maps.Select(HandFilter.MaxPool)];
        Plot drawing = filters.Length == 1 ? FilterPicture.Draw(map, filters[0], pool) : ConvolutionPicture.Draw(new ConvolutionStage(1, maps, pooled));
        drawing.Save(path);
        output.Result(
            new
            {
                path,
                picture,
                height = map.Height,
                width = map.Width,
                maps = filters.Select((filter, i) => new { filter = Rows(filter.Weights), response = Facts(responses[i]), relu = Facts(maps[i]), pooled = Facts(pooled[i]) }),
            },
            $"{path}: {Size(map)}, {filters.Length} {(filters.Length == 1 ? "filter" : "filters")} of {Size(filters[0].Weights)}: {Size(maps[0])} after convolution, {Size(pooled[0])} after pooling");
        return 0;
    }

    private static string Size(FeatureMap map) => string.Create(CultureInfo.InvariantCulture, $"{map.Height}x{map.Width}");

    private static IEnumerable<float[]> Rows(FeatureMap map) => map.Values.Chunk(map.Width);

    private static object Facts(FeatureMap map) => new { map.Height, map.Width, min = map.Values.Min(), max = map.Values.Max(), mean = map.Values.Average() };
}
