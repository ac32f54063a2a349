using System.CommandLine;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show</c>: pictures that explain, each a command of its own.</summary>
internal static class ShowCommand
{
    public static Command Create() => new ExampleCommand("show", "Draws pictures that explain: what a filter does.", "edgecnn show convolution --out conv1.png")
    {
        ShowConvolution.Create(),
    };
}
