namespace EdgeCnn.Agent.Verbs;

/// <summary>The agent's command line: no package on the board, so a table of its own. A further verb is a file beside this one and a row here.</summary>
internal static class VerbTable
{
    public const string Hint = "See 'edgecnn-agent --help'.";

    // Made when asked for: a start touches one of them.
    private static readonly (string Name, Func<Verb> Make)[] Rows =
    [
        ("run", static () => new RunVerb()),
        ("check", static () => new CheckVerb()),
        ("bench", static () => new BenchVerb()),
        ("tune", static () => new TuneVerb()),
        ("doctor", static () => new DoctorVerb()),
        ("selftest", static () => new SelftestVerb()),
        ("install", static () => new InstallVerb()),
        ("activate", static () => new ActivateVerb()),
        ("rollback", static () => new RollbackVerb()),
        ("status", static () => new StatusVerb()),
    ];

    /// <summary>All verbs, in the order of the help.</summary>
    public static IEnumerable<Verb> All => Rows.Select(row => row.Make());

    /// <summary>The help of the program.</summary>
    public static string Help =>
        "edgecnn-agent: runs a model on a board.\n\nCommands:\n"
        + string.Concat(All.SelectMany(verb => verb.Summary).Select(line => $"  {line.Call,-28}{(line.Call.Length < 28 ? "" : " ")}{line.Purpose}\n"))
        + "\n'edgecnn-agent COMMAND --help' lists the options. 'edgecnn-agent --version' prints the version.";

    /// <summary>The verb of a name, or null.</summary>
    public static Verb? Find(string name)
    {
        foreach ((string own, Func<Verb> make) in Rows)
        {
            if (own == name)
                return make();
        }

        return null;
    }
}
