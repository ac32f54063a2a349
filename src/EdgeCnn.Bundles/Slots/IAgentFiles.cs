using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>Where a new slot's agent comes from.</summary>
public interface IAgentFiles
{
    /// <summary>The room that the files will take, or a little more.</summary>
    long Bytes { get; }

    /// <summary>The files, one after the other: a content is read before the next file is asked for.</summary>
    /// <exception cref="EdgeCnnException">A name, a kind or a number of files is not that of an agent.</exception>
    IEnumerable<AgentFile> Read();
}

/// <summary>One file of an agent.</summary>
/// <param name="Path">Relative to the agent's folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Executable">True for a program.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Known">The same file in another slot of this store, which may be linked, or null.</param>
public sealed record AgentFile(string Path, long Bytes, bool Executable, Stream Content, KnownFile? Known = null);

/// <summary>A file whose hash is known.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Sha256">Its hash; verified after it was linked.</param>
public sealed record KnownFile(string Path, string Sha256);
