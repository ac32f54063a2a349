using System.Collections.Immutable;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Execution;
using EdgeCnn.Runtime.Interop;

namespace EdgeCnn.Runtime.Tests.Execution;

public sealed class WorkerPoolTests
{
    // A board has three helpers; more than this machine has cores makes them late, which is the harder case.
    private const int Helpers = 3;

    [Fact]
    public void Run_ManySteps_ComputesEachPartOnceAndSeesTheStepBefore()
    {
        var work = new Chain();
        var pool = new WorkerPool(Helpers);
        Assert.True(pool.TryBorrow(work));
        var random = new Random(1);
        long expected = 1;
        for (int step = 0; step < 20_000; step++)
        {
            // Now and then long enough for the helpers to fall asleep.
            if (step % 2_000 == 1_999)
                Thread.Sleep(2);
            int parts = random.Next(1, 14);
            pool.Run(step, parts, random.Next(0, Helpers + 1));
            expected = Chain.Next(expected, parts, step);
            Assert.Equal(expected, work.Collect(parts));
        }

        pool.Return();
    }

    [Fact]
    public void Run_PartThatFails_IsThrownHereOnceAllPartsAreDone()
    {
        var work = new Failing();
        var pool = new WorkerPool(Helpers);
        Assert.True(pool.TryBorrow(work));
        for (int round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => pool.Run(7, 10, Helpers));
            Assert.Contains("Step 7", error.Message, StringComparison.Ordinal);
            Assert.Equal(10 * (round + 1), work.Done);
        }

        pool.Return();
    }

    [Fact]
    public void TryBorrow_PoolThatIsLent_IsFalseUntilItIsBack()
    {
        var pool = new WorkerPool(1);
        Assert.True(pool.TryBorrow(new Chain()));
        Assert.False(pool.TryBorrow(new Chain()));
        pool.Return();
        Assert.True(pool.TryBorrow(new Chain()));
    }

    [Fact]
    public void Run_PoolWithCores_KeepsItsHelpersThereAndLeavesTheCallerAlone()
    {
        if (ThreadAffinity.Cores() is not { IsEmpty: false } before)
            return;
        var work = new WhereIt();
        var pool = new WorkerPool(1, [before[^1], 8191]);
        Assert.True(pool.TryBorrow(work));
        while (work.Helper.IsDefault)
            pool.Run(0, 2, 1);
        pool.Return();
        Assert.Equal([before[^1]], work.Helper.ToArray());
        Assert.Equal(before.AsEnumerable(), ThreadAffinity.Cores());
    }

    [Fact]
    public void TryBorrow_PoolWithoutHelpers_IsFalse() => Assert.False(new WorkerPool(0).TryBorrow(new Chain()));

    [Fact]
    public void Helpers_WithNothingToDo_Sleep()
    {
        var work = new Chain();
        var pool = new WorkerPool(Helpers);
        Assert.True(pool.TryBorrow(work));
        pool.Run(0, 4, Helpers);
        Thread.Sleep(20);
        Assert.Equal(Helpers, pool.Sleeping);
        pool.Return();
    }

    /// <summary>Each part of a step works on what all parts of the step before wrote.</summary>
    private sealed class Chain : IPartedWork
    {
        private readonly long[] values = new long[64];
        private readonly int[] done = new int[64];
        private long before = 1;

        public static long Next(long before, int parts, int step)
        {
            long sum = 0;
            for (int part = 0; part < parts; part++)
                sum += Of(before, part, step);
            return sum;
        }

        public void RunPart(int step, WorkPart part, int thread)
        {
            Interlocked.Increment(ref done[part.Index]);
            values[part.Index] = Of(before, part.Index, step);
        }

        /// <summary>The step's sum, once each part was done exactly once.</summary>
        public long Collect(int parts)
        {
            for (int part = 0; part < done.Length; part++)
                Assert.Equal(part < parts ? 1 : 0, done[part]);
            done.AsSpan().Clear();
            return before = values.Take(parts).Sum();
        }

        private static long Of(long before, int part, int step) => unchecked((before * 6364136223846793005L) + part + step) >> 8;
    }

    private sealed class Failing : IPartedWork
    {
        private int done;

        public int Done => Volatile.Read(ref done);

        public void RunPart(int step, WorkPart part, int thread)
        {
            Interlocked.Increment(ref done);
            if (part.Index == 3)
                throw new ArgumentException("no");
        }
    }

    // Holds the caller's part up until a helper has had one.
    private sealed class WhereIt : IPartedWork
    {
        public ImmutableArray<int> Helper { get; private set; }

        public void RunPart(int step, WorkPart part, int thread)
        {
            if (thread > 0)
                Helper = ThreadAffinity.Cores();
            else
                Thread.Sleep(1);
        }
    }
}
