using System.CommandLine;
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
    int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    // The package answers a signal with a code of its own, often before the command's exception comes through.
    return code is 130 or 143 ? Stopped() : code;
}
catch (EdgeCnnException error)
{
    Console.Error.WriteLine($"edgecnn: {error.Message}");
    return (int)error.ExitCode;
}
catch (OperationCanceledException)
{
    return Stopped();
}
catch (Exception error)
{
    Console.Error.WriteLine($"edgecnn: a bug: {error}");
    return (int)ExitCode.Bug;
}

static int Stopped()
{
    Console.Error.WriteLine("edgecnn: stopped; files are as they were before, or whole.");
    return 130;
}

static IEnumerable<string> Names(System.CommandLine.Parsing.CommandResult result) =>
    result.Parent is System.CommandLine.Parsing.CommandResult parent ? Names(parent).Append(result.Command.Name) : ["edgecnn"];
