using System.Runtime.InteropServices;

namespace EdgeCnn.Testing;

/// <summary>The processor time that the calling thread has used: unlike the time on the wall, equal on a busy machine.</summary>
public static partial class ThreadClock
{
    // Linux's number of the clock.
    private const int ThreadCpuTime = 3;

    /// <summary>The time used so far.</summary>
    public static TimeSpan Used => Read(ThreadCpuTime, out Time time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
        : throw new PlatformNotSupportedException("There is no clock of the thread's processor time.");

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
