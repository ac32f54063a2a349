using System.CommandLine;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn deploy</c>: a bundle onto a board, over ssh; and what a board says of itself.</summary>
internal static class DeployCommand
{
    private const string ExampleBoard = "pi@raspberrypi.local";

    public static Command Create()
    {
        var options = new BoardOptions(required: false);
        var bundle = new Option<string?>("--bundle") { Description = "The .ecnnb file to install.", HelpName = "FILE" };
        var agent = new Option<string?>("--agent") { Description = "A published agent's folder; sent only if the board has another one.", HelpName = "DIR" };
        Option<int> health = CommonOptions.Count("--health-seconds", "How long the service must be well before the switch holds.", 20, most: 3600);
        Command command = new ExampleCommand("deploy", "Installs a bundle on a board over ssh, proves it there, switches to it, and back if it is not well.", $"edgecnn deploy {ExampleBoard} --bundle mnist.ecnnb --agent agent")
        {
            Status(),
            Rollback(),
            Logs(),
        };
        options.AddTo(command).With(bundle, agent, health);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var order = new DeployOrder(parsed.GetValue(bundle) ?? throw Missing("--bundle"), parsed.GetValue(agent), options.RootOf(parsed), options.UnitOf(parsed), parsed.GetValue(health));
            SshTarget target = options.TargetOf(parsed) ?? throw Missing("USER@HOST");
            var output = new CommandOutput(parsed.GetValue(options.Json));
            using SshRemote remote = SshRemote.Connect(target, cancellation);
            DeployReport report = new Deployer(remote, order, output).Run(cancellation);
            output.Result(report, Text(report));
            return (int)(report.Ok ? ExitCode.Ok : ExitCode.CheckFailed);
        }, CancellationToken.None));
        return command;
    }

    private static EdgeCnnException Missing(string what) => new($"deploy: {what} is missing. See 'edgecnn deploy --help'.", ExitCode.Usage);

    private static string Text(DeployReport report) =>
        $"{report.Board}: {report.Detail}\n"
        + $"{report.Model} in {report.Slot} ({(report.IsNew ? "new" : "was there already")}): {report.Checks} checks passed there, {report.GoldenVectors} golden vectors equal with kernels {report.Kernels}; "
        + $"{report.SentBytes:N0} bytes sent, {report.Seconds} s";

    private static Command Status()
    {
        var options = new BoardOptions(required: true);
        Command command = options.AddTo(new ExampleCommand("status", "Says what is installed on a board, what runs, and how it is.", $"edgecnn deploy status {ExampleBoard}"));
        command.SetAction((parsed, cancellation) => Task.Run(() => Verb(options, parsed, ["status"], asRoot: false, cancellation), CancellationToken.None));
        return command;
    }

    private static Command Rollback()
    {
        var options = new BoardOptions(required: true);
        Command command = options.AddTo(new ExampleCommand("rollback", "Lets the slot before run again.", $"edgecnn deploy rollback {ExampleBoard}"));
        command.SetAction((parsed, cancellation) => Task.Run(() => Verb(options, parsed, ["rollback"], asRoot: true, cancellation), CancellationToken.None));
        return command;
    }

    private static Command Logs()
    {
        var options = new BoardOptions(required: true);
        Option<int> lines = CommonOptions.Count("--lines", "The last lines to show.", 50, most: 100_000);
        var follow = new Option<bool>("--follow") { Description = "Go on with what comes, until Ctrl-C." };
        Command command = options.AddTo(new ExampleCommand("logs", "Shows what the agent on a board wrote; with --json, each line is a document of the journal.", $"edgecnn deploy logs {ExampleBoard} --follow")).With(lines, follow);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            using SshRemote remote = SshRemote.Connect(options.TargetOf(parsed)!, cancellation);
            BoardFacts board = BoardFacts.Ask(remote, options.RootOf(parsed), cancellation);
            string[] journal = ["journalctl", "--no-pager", "-u", options.UnitOf(parsed), "-n", $"{parsed.GetValue(lines)}", .. parsed.GetValue(follow) ? (string[])["-f"] : [], .. parsed.GetValue(options.Json) ? (string[])["-o", "json"] : []];
            int code = remote.Follow([.. board.CanSudo ? board.AsRoot : [], .. journal], Console.WriteLine, cancellation);
            return code == 0 ? 0 : throw new EdgeCnnException($"{remote.Name}: journalctl left with {code}. Is the user in the group adm?", ExitCode.Device);
        }, CancellationToken.None));
        return command;
    }

    // The board's own words: its agent prints text, or JSON, itself.
    private static int Verb(BoardOptions options, ParseResult parsed, string[] verb, bool asRoot, CancellationToken cancellation)
    {
        using SshRemote remote = SshRemote.Connect(options.TargetOf(parsed)!, cancellation);
        return BoardVerb.Run(remote, verb, options.RootOf(parsed), options.UnitOf(parsed), parsed.GetValue(options.Json), asRoot, Console.Out, cancellation);
    }
}
