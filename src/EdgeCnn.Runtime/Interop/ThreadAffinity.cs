using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EdgeCnn.Runtime.Interop;

/// <summary>The cores that the calling thread may run on, as Linux keeps them; elsewhere nothing is known and nothing changes.</summary>
internal static partial class ThreadAffinity
{
    // As many cores as any kernel is built for; a shorter mask than the kernel's own would be refused.
    private const int MaskBytes = 8192 / 8;

    /// <summary>Numbers of the cores in ascending order; empty where the system does not tell.</summary>
    public static ImmutableArray<int> Cores()
    {
        byte[] mask = new byte[MaskBytes];
        if (!Try(() => GetAffinity(0, MaskBytes, mask)))
            return [];
        return [.. Enumerable.Range(0, 8 * MaskBytes).Where(core => (mask[core / 8] & (1 << (core % 8))) != 0)];
    }

    /// <summary>Leaves the calling thread those of its cores that are among the given ones; it stays as it is if none are, or if the system refuses.</summary>
    public static void Narrow(ImmutableArray<int> cores)
    {
        ImmutableArray<int> own = Cores(), kept = [.. own.Where(cores.Contains)];
        if (kept.IsEmpty || kept.Length == own.Length)
            return;
        byte[] mask = new byte[MaskBytes];
        foreach (int core in kept)
            mask[core / 8] |= (byte)(1 << (core % 8));
        Try(() => SetAffinity(0, MaskBytes, mask));
    }

    private static bool Try(Func<int> call)
    {
        // Bit c of byte b is core 8·b + c on little-endian machines only.
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian)
            return false;
        try
        {
            return call() == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    // Process 0 is the calling thread.
    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, [Out] byte[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, byte[] mask);
}
