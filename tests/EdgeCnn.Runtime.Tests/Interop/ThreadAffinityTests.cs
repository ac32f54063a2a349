using System.Collections.Immutable;
using EdgeCnn.Runtime.Interop;

namespace EdgeCnn.Runtime.Tests.Interop;

public sealed class ThreadAffinityTests
{
    [Fact]
    public void Cores_OnLinux_AreAtLeastThoseThatTheRuntimeCounts() =>
        Assert.True(!OperatingSystem.IsLinux() || ThreadAffinity.Cores().Length >= Environment.ProcessorCount);

    [Fact]
    public void Narrow_SomeOfItsCores_KeepsThose() => OnAThread(() =>
    {
        ImmutableArray<int> before = ThreadAffinity.Cores();
        ThreadAffinity.Narrow([.. before.Take(1), 8190]);
        Assert.Equal(before.Take(1), ThreadAffinity.Cores().AsEnumerable());
        // Never wider again: a core that the thread may not run on is none of its own.
        ThreadAffinity.Narrow(before);
        Assert.Equal(before.Take(1), ThreadAffinity.Cores().AsEnumerable());
    });

    [Fact]
    public void Narrow_NoneOfItsCores_ChangesNothing() => OnAThread(() =>
    {
        ImmutableArray<int> before = ThreadAffinity.Cores();
        ThreadAffinity.Narrow([8190]);
        ThreadAffinity.Narrow([]);
        Assert.Equal(before.AsEnumerable(), ThreadAffinity.Cores());
    });

    // A thread of the runner's pool must not stay narrowed.
    private static void OnAThread(Action check)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(check));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
