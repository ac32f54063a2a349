using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Deployment;

/// <summary>A service of systemd, through systemctl and journalctl.</summary>
/// <param name="name">The unit.</param>
/// <param name="systemctl">The one program.</param>
/// <param name="journalctl">The other.</param>
internal sealed class SystemdUnit(string name, string systemctl = "systemctl", string journalctl = "journalctl") : IServiceUnit
{
    private const int MostWords = 600;
    private const string Speaker = "edgecnn-agent: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    public string Name => name;

    public ServiceState? State()
    {
        ChildRun run;
        try
        {
            run = ChildRun.Of(systemctl, ["show", "--property=LoadState,ActiveState,SubState,NRestarts,MainPID", "--", name], Patience);
        }
        catch (EdgeCnnException error) when (error.InnerException is System.ComponentModel.Win32Exception)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        foreach (string line in run.Output.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                values[line[..at]] = line[(at + 1)..];
        }

        return run.Code != 0 || Value("LoadState") is "not-found" or "" ? null : new ServiceState(Value("ActiveState"), Value("SubState"), Number("NRestarts"), Number("MainPID"));

        string Value(string key) => values.GetValueOrDefault(key, "");
        int Number(string key) => int.TryParse(Value(key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    public void Restart() => Do("restart");

    public void Stop() => Do("stop");

    public string LastWords()
    {
        try
        {
            // What was said a moment ago may not be in the journal yet.
            ChildRun.Of(journalctl, ["--sync"], Patience);
            // The program's own lines only, not what systemd says of it.
            ChildRun run = ChildRun.Of(journalctl, ["--no-pager", "--output=cat", "--lines=50", $"_SYSTEMD_UNIT={name}"], Patience);
            string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int last = Array.FindLastIndex(lines, line => line.StartsWith(Speaker, StringComparison.Ordinal));
            if (last < 0)
                return "";
            // Of several faults each has a line; decisions are no words.
            string words = string.Join(' ', lines[last..].TakeWhile(line => !line.StartsWith('{')))[Speaker.Length..];
            return $" It said last: {(words.Length > MostWords ? $"{words[..MostWords]}…" : words)}";
        }
        catch (EdgeCnnException)
        {
            return "";
        }
    }

    private void Do(string verb)
    {
        ChildRun run = ChildRun.Of(systemctl, [verb, "--", name], Patience);
        // Behind the first line stands where to read more, which is said here in fewer words.
        if (run.Code != 0)
            throw new EdgeCnnException($"systemctl {verb} {name} left with {run.Code}: {run.Error.Trim().Split('\n')[0]} See 'journalctl -u {name}'.{LastWords()}", ExitCode.Device);
    }
}
