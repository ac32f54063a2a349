using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>A board at the other end of a connection.</summary>
internal interface IRemote : IDisposable
{
    /// <summary>How the user names it.</summary>
    string Name { get; }

    /// <summary>Runs a program there; its arguments arrive as they are, whatever characters they hold.</summary>
    /// <exception cref="EdgeCnnException">The connection cannot be made or was lost, or it takes too long (<see cref="ExitCode.Device"/>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was set.</exception>
    RemoteResult Run(IReadOnlyList<string> command, TimeSpan limit, CancellationToken cancellation);

    /// <summary>Writes a file there.</summary>
    /// <param name="content">What it shall hold.</param>
    /// <param name="path">Where.</param>
    /// <param name="sent">Gets the bytes of each block that was sent.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="Run"/>
    void Upload(Stream content, string path, Action<int> sent, CancellationToken cancellation);

    /// <summary>Runs a program there and passes its lines on while they come, until it or the user ends.</summary>
    /// <inheritdoc cref="Run"/>
    int Follow(IReadOnlyList<string> command, Action<string> line, CancellationToken cancellation);
}

/// <summary>What a program on a board left with and wrote.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record RemoteResult(int Code, string Output, string Error);
