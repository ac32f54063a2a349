using System.Runtime.ExceptionServices;

namespace EdgeCnn.Training.Execution;

/// <summary>
/// Threads that share numbered tasks. Each begins with a share of its own, the same one in every run of as many tasks, so that it
/// meets what it wrote before in its own cache; who is done helps the others. So a task writes only memory of its own number, or
/// of its thread for the time of the task: then results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// Threading: <see cref="Run"/> on one thread at a time. Nobody waits for a thread that the system has no processor for: a run begins without it, and ends when all
/// tasks are done, by whomever. Such a thread may come while the next run is on; then it helps there. That is safe since a task is taken together with its share's
/// end by one count, since shares are empty between runs, and since a run with a taken task does not end before it. Counting is a full fence, and so is saying that
/// a task is done: a task sees what those of the run before wrote, on weakly ordered machines too.
/// </remarks>
public sealed class Crew : IDisposable
{
    private const int Apart = 16;

    private readonly Thread[] threads;
    private readonly Bell work = new(), finished = new();
    private readonly long[] shares; // of each thread: the end above, the next task in the low 32 bits; cache lines apart
    private Action<int, int>? body;
    private int count;
    private int done;
    private bool ended;
    private Exception? failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many work, the caller included; 0 for all processors.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Count = threads == 0 ? Environment.ProcessorCount : threads;
        shares = new long[Count * Apart];
        this.threads = [.. Enumerable.Range(1, Count - 1).Select(member => new Thread(() => Work(member)) { IsBackground = true, Name = $"training {member}" })];
        foreach (Thread thread in this.threads)
            thread.Start();
    }

    /// <summary>Threads that work.</summary>
    public int Count { get; }

    /// <summary>Runs tasks 0..<paramref name="tasks"/> − 1, each once, and waits for all.</summary>
    /// <param name="tasks">How many.</param>
    /// <param name="run">Gets the thread's number, below <see cref="Count"/>, and the task's.</param>
    public void Run(int tasks, Action<int, int> run)
    {
        if (tasks <= 1 || Count == 1)
        {
            for (int task = 0; task < tasks; task++)
                run(0, task);
            return;
        }

        (body, count, done, failure) = (run, tasks, 0, null);
        int heard = finished.Strokes;
        for (int member = 0; member < Count; member++)
            Volatile.Write(ref shares[member * Apart], ((long)First(member + 1) << 32) | (uint)First(member));
        work.Ring();
        Share(0);
        while (Volatile.Read(ref done) < tasks)
            heard = finished.Await(heard);
        // What is counted beyond the ends leads nowhere.
        for (int member = 0; member < Count; member++)
            Volatile.Write(ref shares[member * Apart], 0);
        body = null;
        if (failure is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Runs a body for each block of a range: (first, count).</summary>
    public void OverRange(int length, int block, Action<int, int> run) =>
        Run((length + block - 1) / block, (_, task) => run(task * block, Math.Min(block, length - (task * block))));

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        Volatile.Write(ref ended, true);
        work.Ring();
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void Work(int member)
    {
        int heard = 0;
        while (true)
        {
            heard = work.Await(heard);
            if (Volatile.Read(ref ended))
                return;
            Share(member);
        }
    }

    private int First(int member) => (int)((long)count * member / Count);

    private void Share(int member)
    {
        for (int other = 0; other < Count; other++)
            TakeFrom((member + other) % Count, member);
    }

    private void TakeFrom(int owner, int member)
    {
        while (true)
        {
            long taken = Interlocked.Increment(ref shares[owner * Apart]) - 1;
            int task = (int)taken;
            if (task >= (int)(taken >> 32))
                return;
            // After a failure the others are only counted.
            if (Volatile.Read(ref failure) is null)
                Try(member, task);
            if (Interlocked.Increment(ref done) == count)
                finished.Ring();
        }
    }

    private void Try(int member, int task)
    {
        try
        {
            body!(member, task);
        }
        catch (Exception error)
        {
            // The first one is told.
            Interlocked.CompareExchange(ref failure, error, null);
        }
    }
}
