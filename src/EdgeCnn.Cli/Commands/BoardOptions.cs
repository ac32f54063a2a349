using System.CommandLine;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary>Which board, and where on it: the same for every command that speaks to one.</summary>
internal sealed class BoardOptions
{
    private readonly Argument<string> address;
    private readonly Option<int?> port = new("--port") { Description = "The board's ssh port.", HelpName = "PORT" };
    private readonly Option<string?> identity = new("--identity") { Description = "A private key file for ssh.", HelpName = "FILE" };
    private readonly Option<string> root = new("--root") { Description = "The slots' folder on the board.", HelpName = "DIR", DefaultValueFactory = _ => SlotLayout.DefaultRoot };
    private readonly Option<string> unit = new("--unit") { Description = "The service on the board.", HelpName = "UNIT", DefaultValueFactory = _ => "edgecnn-agent.service" };

    /// <param name="required">False where a command has others below it, which are named instead of a board.</param>
    public BoardOptions(bool required) => address = new Argument<string>("USER@HOST")
    {
        Description = "The board, as ssh takes it.",
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    public Option<bool> Json { get; } = CommonOptions.Json();

    public Command AddTo(Command command) => command.With(address, port, identity, root, unit, Json);

    /// <exception cref="EdgeCnnException">The address could be taken for something else.</exception>
    public SshTarget? TargetOf(ParseResult parsed) =>
        parsed.GetValue(address) is { Length: > 0 } name ? new SshTarget(name, parsed.GetValue(port), parsed.GetValue(identity)).Checked() : null;

    /// <exception cref="EdgeCnnException">It is no plain path.</exception>
    public string RootOf(ParseResult parsed) => Plain(parsed.GetValue(root)!, "--root", "/opt/edgecnn", text => text.Length > 1 && text[0] == '/' && !text.Contains("..", StringComparison.Ordinal) && text[^1] != '/');

    /// <exception cref="EdgeCnnException">It is no name of a service.</exception>
    public string UnitOf(ParseResult parsed) => Plain(parsed.GetValue(unit)!, "--unit", "edgecnn-agent.service", text => text.EndsWith(".service", StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal) && text[0] != '-');

    // Both become parts of a service's file on the board.
    private static string Plain(string text, string option, string example, Func<string, bool> fits) =>
        text.Length is > 0 and <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '@') && fits(text)
            ? text
            : throw new EdgeCnnException($"{option} {text}: expected something like {example}.", ExitCode.Usage);
}
