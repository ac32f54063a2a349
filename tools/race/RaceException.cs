namespace EdgeCnn.Tools.Race;

/// <summary>The race cannot be run; the message says why.</summary>
internal sealed class RaceException(string message) : Exception(message);
