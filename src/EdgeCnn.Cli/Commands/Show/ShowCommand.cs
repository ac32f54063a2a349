using System.CommandLine;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show</c>: pictures that explain, each a command of its own.</summary>
internal static class ShowCommand
{
    public static Command Create() => new ExampleCommand("show", "Draws pictures that explain: what data looks like, what a filter does, what a model has learned and answers to a picture, what a network consists of, how optimizers walk, what curves say.", "edgecnn show convolution --out conv1.png")
    {
        ShowSamples.Create(),
        ShowConvolution.Create(),
        ShowFilters.Create(),
        ShowMaps.Create(),
        ShowConfusion.Create(),
        ShowMistakes.Create(),
        ShowArchitecture.Create(),
        ShowOptimizers.Create(),
        ShowCurves.Create(),
    };
}
