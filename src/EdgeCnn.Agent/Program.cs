using System.Diagnostics;
using EdgeCnn.Agent;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Graph;

long main = Stopwatch.GetTimestamp();
try
{
    return args switch
    {
        [] => throw new EdgeCnnException($"no command. {OptionTable.Hint}", ExitCode.Usage),
        ["--help" or "-h" or "help", ..] => Print(OptionTable.Help),
        ["--version"] => Print(LiveView.Version),
        [var verb, .. var rest] when (rest.Contains("--help") || rest.Contains("-h")) && OptionTable.HelpOf(verb) is { } help => Print(help),
        ["run", .. var rest] => new RunCommand(OptionTable.ParseRun(rest), Console.OpenStandardOutput(), static () => Console.Error, main).Run(),
        ["bench", .. var rest] => new BenchCommand(OptionTable.ParseBench(rest), Console.OpenStandardOutput(), static () => Console.Error, main).Run(),
        ["tune", .. var rest] => new TuneCommand(OptionTable.ParseTune(rest), Console.OpenStandardOutput(), Console.Error).Run(),
        ["doctor", .. var rest] => new DoctorCommand(OptionTable.ParseDoctor(rest), Console.OpenStandardOutput()).Run(),
        ["selftest", .. var rest] => new SelftestCommand(OptionTable.ParseSelftest(rest), Console.OpenStandardOutput()).Run(),
        ["install", .. var rest] => SlotCommands.Install(OptionTable.ParseInstall(rest)),
        ["activate", .. var rest] => SlotCommands.Activate(OptionTable.ParseActivate(rest)),
        ["rollback", .. var rest] => SlotCommands.Rollback(OptionTable.ParseRollback(rest)),
        ["status", .. var rest] => SlotCommands.Status(OptionTable.ParseStatus(rest)),
        [var verb, ..] => throw new EdgeCnnException($"unknown command '{verb}'. {OptionTable.Hint}", ExitCode.Usage),
    };
}
catch (EdgeCnnException error)
{
    Console.Error.WriteLine($"edgecnn-agent: {error.Message}");
    return (int)error.ExitCode;
}
catch (Exception error)
{
    Console.Error.WriteLine($"edgecnn-agent: a bug: {error}");
    return (int)ExitCode.Bug;
}

static int Print(string text)
{
    Console.WriteLine(text);
    return (int)ExitCode.Ok;
}
