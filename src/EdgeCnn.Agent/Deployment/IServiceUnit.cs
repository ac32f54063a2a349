using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Deployment;

/// <summary>The service that runs what <c>current</c> points to.</summary>
internal interface IServiceUnit
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>How it is; null where the board has no such service.</summary>
    /// <exception cref="EdgeCnnException">The system does not answer.</exception>
    ServiceState? State();

    /// <summary>Starts it anew and waits until it is up.</summary>
    /// <exception cref="EdgeCnnException">It does not come up.</exception>
    void Restart();

    /// <summary>Stops it.</summary>
    /// <exception cref="EdgeCnnException">It does not stop.</exception>
    void Stop();

    /// <summary>What its program said last, as the end of a message; empty where nobody knows.</summary>
    string LastWords();
}

/// <summary>How a service is, in systemd's words.</summary>
/// <param name="Active"><c>active</c>, <c>activating</c>, <c>failed</c> …</param>
/// <param name="Sub">For example <c>running</c> or <c>auto-restart</c>.</param>
/// <param name="Restarts">How often systemd started it anew by itself.</param>
/// <param name="Process">The main process, 0 for none.</param>
internal sealed record ServiceState(string Active, string Sub, int Restarts, int Process);
