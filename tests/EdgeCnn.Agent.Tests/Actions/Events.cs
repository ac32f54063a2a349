using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Actions;

/// <summary>Events of a model with the labels <c>cat</c> and <c>dog</c>.</summary>
internal static class Events
{
    public static readonly string[] Labels = ["cat", "dog"];

    public static EventFilter All => EventFilter.Of([], Labels, enter: true, leave: true);

    public static EventText Text => new(Labels, "porch");

    public static ActionEvent Of(int label, bool entered = true, long frame = 7) =>
        new(new StateChange(label, entered, 0.5f), frame, new DateTime(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc));

    /// <summary>Waits for something that another thread does.</summary>
    public static void Wait(Func<bool> condition, string what = "it")
    {
        for (int i = 0; i < 3000 && !condition(); i++)
            Thread.Sleep(10);
        Assert.True(condition(), $"{what} did not happen in 30 s");
    }
}
