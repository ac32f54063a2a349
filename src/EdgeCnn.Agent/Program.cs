using System.Diagnostics;
using EdgeCnn.Agent;
using EdgeCnn.Agent.Verbs;
using EdgeCnn.Graph;

long main = Stopwatch.GetTimestamp();
try
{
    if (args is [])
        throw new EdgeCnnException($"no command. {VerbTable.Hint}", ExitCode.Usage);
    if (args is ["--help" or "-h" or "help", ..])
        return Print(VerbTable.Help);
    if (args is ["--version"])
        return Print(LiveView.Version);
    Verb verb = VerbTable.Find(args[0]) ?? throw new EdgeCnnException($"unknown command '{args[0]}'. {VerbTable.Hint}", ExitCode.Usage);
    ReadOnlySpan<string> rest = args.AsSpan(1);
    return rest.Contains("--help") || rest.Contains("-h")
        ? Print(verb.Help)
        : verb.Run(rest, new VerbStreams(Console.OpenStandardOutput(), static () => Console.Error, main));
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
