using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Tests.Execution;

public sealed class CrewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_ManyTimes_DoesEachTaskOnceAndSeesWhatWasWrittenBefore(int threads)
    {
        using var crew = new Crew(threads);
        int[] values = new int[37];
        for (int run = 0; run < 500; run++)
        {
            int expected = run;
            crew.Run(values.Length, (member, task) =>
            {
                Assert.InRange(member, 0, threads - 1);
                // Another thread may have written it in the run before.
                Assert.Equal(expected, values[task]);
                values[task]++;
            });
        }

        Assert.All(values, value => Assert.Equal(500, value));
    }

    /// <summary>Runs of other lengths, one right after another, on more threads than there are processors: a thread that comes late must not take a task of a share that is another one now.</summary>
    [Fact]
    public void Run_OtherNumbersOfTasksAtOnce_DoesEachTaskOnce()
    {
        using var crew = new Crew((2 * Environment.ProcessorCount) + 1);
        int[] done = new int[300];
        for (int run = 0; run < 20_000; run++)
        {
            int tasks = 1 + (run * 7919 % done.Length);
            crew.Run(tasks, (_, task) => done[task]++);
            Assert.All(done.Take(tasks), (value, task) => Assert.Equal(1, value));
            Array.Clear(done);
        }
    }

    /// <summary>A thread that is kept busy elsewhere keeps nobody: the others do its tasks.</summary>
    [Fact]
    public void Run_ThreadThatDoesNotCome_DelaysNobody()
    {
        using var crew = new Crew(2);
        using var hold = new ManualResetEventSlim();
        // Both take a task; the helper's is held while the caller goes on with the rest and waits.
        int started = 0, others = 0;
        var caller = new Thread(() => crew.Run(40, (member, _) =>
        {
            Interlocked.Increment(ref started);
            if (member == 1)
                hold.Wait();
            else
                Interlocked.Increment(ref others);
        }));
        caller.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref others) >= 39, TimeSpan.FromSeconds(20));
        Assert.InRange(Volatile.Read(ref others), 39, 40);
        hold.Set();
        Assert.True(caller.Join(TimeSpan.FromSeconds(20)), "the run did not end");
        Assert.Equal(40, started);
    }

    [Fact]
    public void Run_AfterAPause_WakesThreadsThatSleep()
    {
        using var crew = new Crew(3);
        int done = 0;
        for (int run = 0; run < 5; run++)
        {
            Thread.Sleep(20);
            crew.Run(30, (_, _) => Interlocked.Increment(ref done));
        }

        Assert.Equal(150, done);
    }

    [Fact]
    public void Run_TaskThrows_TellsItAndGoesOnWithTheNextRun()
    {
        using var crew = new Crew(2);
        Assert.Equal("seven", Assert.Throws<InvalidOperationException>(() => crew.Run(100, (_, task) =>
        {
            if (task == 7)
                throw new InvalidOperationException("seven");
        })).Message);
        int done = 0;
        crew.Run(100, (_, _) => Interlocked.Increment(ref done));
        Assert.Equal(100, done);
    }

    [Fact]
    public void OverRange_LengthNotMultipleOfBlock_CoversItOnce()
    {
        using var crew = new Crew(2);
        int[] seen = new int[103];
        crew.OverRange(103, 10, (first, count) =>
        {
            for (int i = first; i < first + count; i++)
                Interlocked.Increment(ref seen[i]);
        });
        Assert.All(seen, count => Assert.Equal(1, count));
    }
}
