using EdgeCnn.Agent.Actions;

namespace EdgeCnn.Agent.Tests.Actions;

/// <summary>Does what a test wants with each event.</summary>
internal sealed class FakeAction(Action<ActionEvent, CancellationToken> run) : IAction
{
    public string Name => "fake";

    public EventFilter Filter => Events.All;

    public bool Disposed { get; private set; }

    public void Run(in ActionEvent next, CancellationToken stop) => run(next, stop);

    public void Dispose() => Disposed = true;
}
