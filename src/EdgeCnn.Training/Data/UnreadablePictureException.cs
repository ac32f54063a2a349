using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>One picture of a set cannot be read, which is no reason to give up the others.</summary>
/// <param name="cause">The reader's own error, whose message says all.</param>
public sealed class UnreadablePictureException(EdgeCnnException cause) : EdgeCnnException(cause.Message, cause.ExitCode, cause);
