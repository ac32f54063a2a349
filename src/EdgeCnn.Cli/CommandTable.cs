using System.CommandLine;
using EdgeCnn.Cli.Commands;
using EdgeCnn.Cli.Commands.Show;

namespace EdgeCnn.Cli;

/// <summary>Every command of the host's program, in the order of the walk from pictures to a board.</summary>
internal static class CommandTable
{
    public static RootCommand Root() => ExampleHelp.On(new RootCommand("EdgeCnn: train small networks, turn them into int8 models, check and pack them for a board.")
    {
        DataCommand.Create(),
        TrainCommand.Create(),
        SweepCommand.Create(),
        QuantizeCommand.Create(),
        RunCommand.Create(),
        EvalCommand.Create(),
        InspectCommand.Create(),
        ShowCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        ConformanceCommand.Create(),
        BenchCommand.Create(),
        PackCommand.Create(),
        DeployCommand.Create(),
    });
}
