namespace EdgeCnn.Agent.Actions;

/// <summary>A light that says whether the agent works.</summary>
internal interface IStatusLight : IDisposable
{
    /// <summary>Shows it; called about once a second on a thread that may wait.</summary>
    /// <param name="working">True while pictures are decided.</param>
    void Show(bool working);
}
