using System.CommandLine;
using System.Runtime.InteropServices;
using EdgeCnn.Cli;
using EdgeCnn.Graph;

ParseResult parsed = CommandTable.Root().Parse(args);
if (parsed.Errors.Count > 0)
{
    string command = string.Join(' ', Names(parsed.CommandResult));
    // A word that nobody knows explains more than what it should have been.
    string message = (parsed.Errors.FirstOrDefault(error => parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))) ?? parsed.Errors[0]).Message;
    Console.Error.WriteLine($"{command}: {message.ReplaceLineEndings(" ")} See '{command} --help'.");
    return (int)ExitCode.Usage;
}

try
{
    // The package's own answer to a signal would leave before the command has cleaned up and spoken.
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (EdgeCnnException error)
{
    Console.Error.WriteLine($"edgecnn: {error.Message}");
    return (int)error.ExitCode;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("edgecnn: stopped; files are as they were before, or whole.");
    return 130;
}
catch (Exception error)
{
    Console.Error.WriteLine($"edgecnn: a bug: {error}");
    return (int)ExitCode.Bug;
}

// The second signal ends a program that does not heed the first.
static void Stop(PosixSignalContext context, CancellationTokenSource stop)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

static IEnumerable<string> Names(System.CommandLine.Parsing.CommandResult result) =>
    result.Parent is System.CommandLine.Parsing.CommandResult parent ? Names(parent).Append(result.Command.Name) : ["edgecnn"];
