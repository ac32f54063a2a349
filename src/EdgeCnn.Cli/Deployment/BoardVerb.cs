using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>Runs a verb of the active agent on a board and passes on what it says.</summary>
internal static class BoardVerb
{
    /// <returns>The verb's exit code.</returns>
    /// <exception cref="EdgeCnnException">There is no agent, or the verb failed without a result.</exception>
    public static int Run(IRemote remote, string[] verb, string root, string unit, bool json, bool asRoot, TextWriter output, CancellationToken cancellation)
    {
        BoardFacts board = BoardFacts.Ask(remote, root, cancellation);
        if (!board.HasAgent)
            throw new EdgeCnnException($"{remote.Name}: nothing is installed in {root}. Install something: edgecnn deploy {remote.Name} --bundle FILE --agent DIR.", ExitCode.Device);
        RemoteResult result = remote.Run([.. asRoot ? board.AsRoot : [], $"{root}/current/agent/edgecnn-agent", .. verb, "--root", root, "--unit", unit, .. json ? (string[])["--json"] : []], TimeSpan.FromMinutes(10), cancellation);
        if (result.Output.Length == 0)
            throw new EdgeCnnException($"{remote.Name}: {verb[0]}: {result.Error.Trim().ReplaceLineEndings(" ")}", result.Code is > 1 and <= 5 ? (ExitCode)result.Code : ExitCode.Device);
        output.Write(result.Output);
        return result.Code;
    }
}
