using System.Runtime.InteropServices;

namespace EdgeCnn.Testing;

/// <summary>The processor time that the calling thread has used: unlike the time on the wall, equal on a busy machine.</summary>
public static partial class ThreadClock
{
    // Linux's number of the clock.
    private const int ThreadCpuTime = 3;

    /// <summary>The time used so far.</summary>
    public static TimeSpan Used => Read(ThreadCpuTime, out Moment time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
        : throw new PlatformNotSupportedException("There is no clock of the thread's processor time.");

    /// <summary>How many times longer the second action takes than the first, by the best of three runs of each: unlike a time, equal on slow machines.</summary>
    public static double Growth(Action small, Action large)
    {
        TimeSpan least = TimeSpan.MaxValue, most = TimeSpan.MaxValue;
        for (int run = 0; run < 3; run++)
        {
            least = Min(least, Time(small));
            most = Min(most, Time(large));
        }

        return most / Max(least, TimeSpan.FromMicroseconds(1));
    }

    private static TimeSpan Time(Action action)
    {
        TimeSpan start = Used;
        action();
        return Used - start;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int Read(int clock, out Moment time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
