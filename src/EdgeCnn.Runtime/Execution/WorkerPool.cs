using System.Collections.Immutable;
using System.Diagnostics;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Interop;

namespace EdgeCnn.Runtime.Execution;

/// <summary>
/// Threads that help the one that runs a session, one step at a time. The process has one pool, with a thread for each fast
/// core but one, and lends it to one session at a time; a session that finds it lent works alone. So many sessions never use
/// more threads than there are cores, and none ever waits for another.
/// </summary>
/// <remarks>
/// Parts are claimed, not dealt: whoever is free takes the next. A helper that the system wakes late costs nothing but its
/// help, since the session's own thread goes on with the parts meanwhile. Which thread computes a part does not show in the
/// result, see <see cref="WorkPart"/>.
/// <para>
/// Why this is right on a processor that reorders memory accesses. Everything hangs on two words. <c>ticket</c> holds the step's
/// number, how many parts it has and how many are claimed; it changes by Interlocked operations only, which are full
/// fences. (1) The leader writes the step's index, then the ticket; a helper reads the index after its CompareExchange on that very
/// ticket succeeded: it sees the index, and all that the leader did or saw before. (2) A helper adds to <c>finished</c>
/// after it has written its part; the leader goes on only when it has read the sum with an acquire: it sees every part. (3) The leader
/// publishes the next step only then, so a claim always belongs to the step that is published: a ticket of an older step makes
/// the CompareExchange fail, its number never comes back (2³² steps lie between, and a helper would have to sleep
/// through all of them between two instructions). From (1) to (3) what one helper wrote in a step is visible to another in the
/// next, by way of the leader; ARMv8 is multi-copy atomic, so two such steps suffice. (4) Going to sleep: the sleeper says so, passes a full fence,
/// and looks once more; the waker changes the word, passes a full fence, and looks for sleepers. One of the two sees the other.
/// </para>
/// </remarks>
internal sealed class WorkerPool
{
    private const int NextBits = 12, PartsBits = 12, HelpersBits = 8;

    /// <summary>The most parts that a step may have.</summary>
    public const int MaxParts = (1 << PartsBits) - 1;

    /// <summary>The most threads that a pool has.</summary>
    public const int MaxHelpers = (1 << HelpersBits) - 1;

    // Long enough for the small step between two large ones, short enough not to heat an idle board.
    private static readonly long SpinTicks = Stopwatch.Frequency * 50 / 1_000_000;
    private static readonly Lazy<WorkerPool> OfProcess = new(() => new WorkerPool(CoreTopology.OfThisMachine.FastCores - 1, CoreTopology.OfThisMachine.Numbers));

    private readonly PoolThread[] helpers;
    private readonly SemaphoreSlim leaderWakes = new(0);
    private int lent;
    private IPartedWork? work;
    private int step;
    private long ticket; // step number (32) | helpers (8) | parts (12) | claimed (12)
    private int finished;
    private int leaderSleeps;
    private Exception? failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">Threads beside the one that runs a session.</param>
    /// <param name="cores">The cores that they keep to as far as they may run there at all; the session's own thread goes where the system puts it.</param>
    public WorkerPool(int count, ImmutableArray<int> cores = default)
    {
        helpers = new PoolThread[Math.Min(count, MaxHelpers)];
        for (int i = 0; i < helpers.Length; i++)
        {
            var helper = helpers[i] = new PoolThread();
            int number = i + 1;
            new Thread(() => Help(helper, number, cores)) { IsBackground = true, Name = $"EdgeCnn helper {number}" }.Start();
        }
    }

    /// <summary>The pool of this process; its threads start when it is first asked for.</summary>
    public static WorkerPool Shared => OfProcess.Value;

    /// <summary>Threads beside the session's own.</summary>
    public int Helpers => helpers.Length;

    /// <summary>Threads that wait to be woken; for tests.</summary>
    internal int Sleeping => helpers.Count(helper => helper.Sleeps);

    /// <summary>Takes the pool for some steps; false if another session has it.</summary>
    public bool TryBorrow(IPartedWork borrower)
    {
        if (helpers.Length == 0 || Interlocked.CompareExchange(ref lent, 1, 0) != 0)
            return false;
        work = borrower;
        return true;
    }

    /// <summary>Gives the pool back.</summary>
    public void Return()
    {
        work = null;
        Volatile.Write(ref lent, 0);
    }

    /// <summary>Computes a step's parts on this thread and at most <paramref name="helperCount"/> others; returns when all are done.</summary>
    public void Run(int stepIndex, int parts, int helperCount)
    {
        step = stepIndex;
        finished = 0;
        uint number = (uint)(ticket >> (NextBits + PartsBits + HelpersBits)) + 1;
        helperCount = Math.Min(helperCount, helpers.Length);
        Interlocked.Exchange(ref ticket, ((long)number << (NextBits + PartsBits + HelpersBits)) | ((long)helperCount << (NextBits + PartsBits)) | ((long)parts << NextBits));
        for (int i = 0; i < helperCount; i++)
            helpers[i].WakeIfAsleep();

        while (TryClaim(0, out WorkPart part))
            RunPart(part, 0);
        long since = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref finished) != parts)
        {
            if (Stopwatch.GetTimestamp() - since < SpinTicks)
            {
                Thread.SpinWait(2);
                continue;
            }

            Interlocked.Exchange(ref leaderSleeps, 1);
            if (Volatile.Read(ref finished) != parts)
                leaderWakes.Wait();
            // Where the helper that finished last saw the sleeper too late to matter, its wake is taken back here.
            else if (Interlocked.Exchange(ref leaderSleeps, 0) == 0)
                leaderWakes.Wait();
        }

        if (failure is { } thrown)
        {
            failure = null;
            throw new InvalidOperationException($"Step {stepIndex} failed on a helper thread: {thrown.Message}", thrown);
        }
    }

    private bool TryClaim(int thread, out WorkPart part)
    {
        while (true)
        {
            long seen = Volatile.Read(ref ticket);
            int next = (int)(seen & ((1 << NextBits) - 1)), parts = (int)(seen >> NextBits) & MaxParts, allowed = (int)(seen >> (NextBits + PartsBits)) & MaxHelpers;
            part = new WorkPart(next, parts);
            if (next >= parts || thread > allowed)
                return false;
            if (Interlocked.CompareExchange(ref ticket, seen + 1, seen) == seen)
                return true;
        }
    }

    private void RunPart(WorkPart part, int thread)
    {
        try
        {
            work!.RunPart(step, part, thread);
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (Interlocked.Increment(ref finished) == part.Count && Interlocked.Exchange(ref leaderSleeps, 0) == 1)
            leaderWakes.Release();
    }

    private void Help(PoolThread self, int thread, ImmutableArray<int> cores)
    {
        if (!cores.IsDefaultOrEmpty)
            ThreadAffinity.Narrow(cores);
        while (true)
        {
            while (TryClaim(thread, out WorkPart part))
                RunPart(part, thread);
            long seen = Volatile.Read(ref ticket), since = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref ticket) == seen && Stopwatch.GetTimestamp() - since < SpinTicks)
                Thread.SpinWait(2);
            if (Volatile.Read(ref ticket) == seen)
                self.SleepWhile(ref ticket, seen);
        }
    }

    private sealed class PoolThread
    {
        private readonly SemaphoreSlim wakes = new(0);
        private int sleeps;

        public bool Sleeps => Volatile.Read(ref sleeps) == 1;

        public void SleepWhile(ref long word, long seen)
        {
            Interlocked.Exchange(ref sleeps, 1);
            if (Volatile.Read(ref word) == seen || Interlocked.Exchange(ref sleeps, 0) == 0)
                wakes.Wait();
        }

        public void WakeIfAsleep()
        {
            if (Volatile.Read(ref sleeps) == 1 && Interlocked.Exchange(ref sleeps, 0) == 1)
                wakes.Release();
        }
    }
}
