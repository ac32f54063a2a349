namespace EdgeCnn.Cli.Sweeps;

/// <summary>A setting of a sweep's file.</summary>
/// <param name="Name">An option of <c>edgecnn train</c> without its dashes.</param>
/// <param name="Value">As on the command line; of a switch true or false.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal sealed record SweepWord(string Name, string Value, long Line);
