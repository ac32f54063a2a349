using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>Whom to reach, and how.</summary>
/// <param name="Address"><c>USER@HOST</c> or a name of the user's ssh configuration.</param>
/// <param name="Port">The port, or null for the configured one.</param>
/// <param name="Identity">A file with a private key, or null for the configured ones.</param>
internal sealed record SshTarget(string Address, int? Port, string? Identity)
{
    /// <summary>Refuses what ssh could take for an option or a command.</summary>
    /// <exception cref="EdgeCnnException">It does.</exception>
    public SshTarget Checked() =>
        Address.Length is > 0 and <= 300 && Address[0] != '-' && Address.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ':' or '%' or '[' or ']')
            ? this
            : throw new EdgeCnnException($"'{Address}' is no address of a board. Example: pi@raspberrypi.local.", ExitCode.Usage);

    /// <summary>The arguments of ssh before the command.</summary>
    /// <param name="socket">The shared connection's socket.</param>
    /// <param name="more">Further options.</param>
    public List<string> Arguments(string socket, params ReadOnlySpan<string> more)
    {
        // No question can be answered here, so none may be asked.
        List<string> arguments =
        [
            "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=3", "-o", $"ControlPath={socket}", .. more,
        ];
        if (Port is { } port)
            arguments.AddRange(["-p", $"{port}"]);
        if (Identity is not null)
            arguments.AddRange(["-i", Identity]);
        arguments.AddRange(["--", Address]);
        return arguments;
    }
}
