using EdgeCnn.Training.Data.Streams;

namespace EdgeCnn.Training.Tests.Data.Streams;

public sealed class OrderedPrefetchTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 4, 1)]
    [InlineData(100, 1, 1)]
    [InlineData(100, 3, 1)]
    [InlineData(100, 1, 7)]
    [InlineData(500, 4, 5)]
    [InlineData(20, 4, 64)]
    public void MoveNext_AnyThreadsAndWindow_GivesAllInOrder(int count, int threads, int window)
    {
        using OrderedPrefetch<int[]> prefetch = new(count, threads, window, () => new int[1], (_, position, slot) =>
        {
            Thread.SpinWait(position * 7919 % 300);
            slot[0] = position * position;
        });
        for (int i = 0; i < count; i++)
        {
            Assert.True(prefetch.MoveNext());
            Assert.Equal((i, i * i), (prefetch.Position, prefetch.Current[0]));
        }

        Assert.False(prefetch.MoveNext());
        Assert.False(prefetch.MoveNext());
    }

    [Fact]
    public void Work_NeverRunsAheadOfTheWindow()
    {
        const int Window = 4;
        int consumed = 0, furthest = 0, slots = 0;
        using OrderedPrefetch<object> prefetch = new(200, 3, Window, () => slots++, (_, position, _) =>
        {
            // The consumer's own slot is one of the window.
            int ahead = position - Volatile.Read(ref consumed);
            InterlockedMax(ref furthest, ahead);
        });
        while (prefetch.MoveNext())
            Volatile.Write(ref consumed, prefetch.Position);
        Assert.Equal(Window, slots);
        // The consumer has moved on before it says so, by one position.
        Assert.InRange(furthest, 0, Window);
    }

    [Fact]
    public void MoveNext_WorkFailed_ThrowsAtItsPositionAndGoesOn()
    {
        using OrderedPrefetch<int[]> prefetch = new(5, 2, 4, () => new int[1], (_, position, slot) => slot[0] = position == 2 ? throw new InvalidDataException("two") : position);
        List<string> seen = [];
        for (int i = 0; i < 5; i++)
        {
            try
            {
                Assert.True(prefetch.MoveNext());
                seen.Add($"{prefetch.Current[0]}");
            }
            catch (InvalidDataException error)
            {
                seen.Add(error.Message);
            }
        }

        Assert.Equal(["0", "1", "two", "3", "4"], seen);
    }

    [Fact]
    public void Dispose_InTheMiddle_EndsTheThreads()
    {
        int running = 0;
        OrderedPrefetch<object> prefetch = new(1000, 4, 8, () => new object(), (_, _, _) =>
        {
            Interlocked.Increment(ref running);
            Thread.SpinWait(100);
            Interlocked.Decrement(ref running);
        });
        Assert.True(prefetch.MoveNext());
        // Returns when every thread has been joined.
        prefetch.Dispose();
        Assert.Equal(0, running);
        Assert.Throws<ObjectDisposedException>(() => prefetch.MoveNext());
        prefetch.Dispose();
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int seen = Volatile.Read(ref place);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref place, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
