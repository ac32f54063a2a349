using System.Runtime.ExceptionServices;

namespace EdgeCnn.Training.Execution;

/// <summary>
/// Threads that share numbered tasks. Each begins with a share of its own, the same one in every run of as many tasks, so that it
/// meets what it wrote before in its own cache; who is done helps the others. So a task writes only memory of its own number, or
/// of its thread for the time of the task: then results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// Threading: <see cref="Run"/> on one thread at a time. The gate before and after a run orders all that tasks write, so a
/// run sees what the one before it wrote, on weakly ordered machines too (<see cref="Gate"/>).
/// </remarks>
public sealed class Crew : IDisposable
{
    private const int Apart = 32;
    private readonly Gate? gate;
    private readonly Thread[] threads;
    private Action<int, int>? body;
    private readonly int[] next; // of each thread's share, a cache line apart
    private int count;
    private Exception? failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many work, the caller included; 0 for all processors.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Count = threads == 0 ? Environment.ProcessorCount : threads;
        next = new int[Count * Apart];
        gate = Count > 1 ? new Gate(Count) : null;
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
        body = run;
        count = tasks;
        for (int member = 0; member < Count; member++)
            next[member * Apart] = First(member);
        failure = null;
        if (tasks == 1 || gate is null)
        {
            Share(0);
        }
        else
        {
            gate.Pass();
            Share(0);
            gate.Pass();
        }

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
        if (gate is null)
            return;
        // Without a body a woken thread leaves.
        body = null;
        gate.Pass();
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void Work(int member)
    {
        while (true)
        {
            gate!.Pass();
            if (body is null)
                return;
            Share(member);
            gate.Pass();
        }
    }

    private int First(int member) => (int)((long)count * member / Count);

    private void Share(int member)
    {
        try
        {
            for (int other = 0; other < Count; other++)
                TakeFrom((member + other) % Count, member);
        }
        catch (Exception error)
        {
            // The first one is told; the others take no more tasks.
            Interlocked.CompareExchange(ref failure, error, null);
            for (int each = 0; each < Count; each++)
                Volatile.Write(ref next[each * Apart], count);
        }
    }

    private void TakeFrom(int owner, int member)
    {
        int end = First(owner + 1);
        for (int task; (task = Interlocked.Increment(ref next[owner * Apart]) - 1) < end;)
            body!(member, task);
    }
}
