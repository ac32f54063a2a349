namespace EdgeCnn.Agent.Verbs;

/// <summary>What a verb gets of the program.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Opens standard error, which few starts want.</param>
/// <param name="Main">The stopwatch at the program's first line.</param>
internal sealed record VerbStreams(Stream Output, Func<TextWriter> Error, long Main = 0);
