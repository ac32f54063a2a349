using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>
/// Gives hostile files to a reader. Each must be taken or refused with an error of ours, soon, and without eating memory.
/// A case is known by its number alone: <c>EDGECNN_FUZZ_FIRST=4711 EDGECNN_FUZZ_CASES=1</c> runs that one again.
/// </summary>
/// <param name="name">The suite's name; a file that breaks the property is kept under it, the number of a case that breaks the process stays under it.</param>
/// <param name="property">Reads the file and does with it what must then succeed.</param>
/// <param name="isRefusal">True for an error that explains what is wrong with the file of this length.</param>
public sealed class FuzzRun(string name, Action<byte[]> property, Func<Exception, int, bool> isRefusal)
{
    // Of processor time. A longer case is tried once more: the first compiles what it runs.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(IsBoard ? 20 : 2);
    private static readonly TimeSpan Hang = 60 * Limit;

    // One case for each way to go wrong, named by the error and the first place of ours that it came by.
    private readonly Dictionary<string, string> failures = [];
    private int taken;
    private int refused;
    private int current;
    private long currentStart;

    /// <summary>How many cases a run has: <c>EDGECNN_FUZZ_CASES</c>, or as many as fit every build.</summary>
    public static int Cases => Number("EDGECNN_FUZZ_CASES", IsBoard ? 200 : 2000);

    // An ARM64 machine is a board or an emulated one.
    private static bool IsBoard => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Runs all cases and fails if one breaks the property, or if only one of the two answers ever occurs.</summary>
    /// <param name="seeds">Files that are right.</param>
    /// <param name="mutate">Makes a mutant of a file with parts of another.</param>
    public void Run(IReadOnlyList<byte[]> seeds, Func<Random, byte[], byte[], byte[]> mutate)
    {
        int first = Number("EDGECNN_FUZZ_FIRST", 0), cases = Cases;
        // A crash of the process leaves no time to say where, but it leaves this file.
        using var trace = new FileStream(Path.Combine(Path.GetTempPath(), $"edgecnn-fuzz-{name}-{Environment.ProcessId}.case"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose);
        Watch(() =>
        {
            for (int number = first; number < first + cases && failures.Count < 10; number++)
            {
                trace.Position = 0;
                trace.Write(Encoding.ASCII.GetBytes($"{number,10}\n"));
                var random = new Random(number);
                Case(number, mutate(random, seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)]));
            }
        });
        Assert.True(failures.Count == 0, string.Join("\n", failures.Values));
        if (cases >= 100)
            Assert.True(taken >= cases / 100 && refused >= cases / 10, $"{taken} taken, {refused} refused of {cases}: the mutants are too wild or too tame to show anything");
    }

    /// <summary>Runs one file; true if it was taken.</summary>
    public bool Run(byte[] file)
    {
        Watch(() => Case(0, file));
        Assert.True(failures.Count == 0, string.Join("\n", failures.Values));
        return taken > 0;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    // A case that hangs cannot be stopped, only named: so the cases have a thread of their own, which ends with the process.
    private void Watch(Action cases)
    {
        Exception? broken = null;
        Volatile.Write(ref currentStart, Stopwatch.GetTimestamp());
        var thread = new Thread(() =>
        {
            try
            {
                cases();
            }
            catch (Exception error)
            {
                broken = error;
            }
        }, maxStackSize: 1 << 20)
        { IsBackground = true };
        thread.Start();
        while (!thread.Join(100))
            Assert.True(Stopwatch.GetElapsedTime(Volatile.Read(ref currentStart)) < Hang, $"{name} case {Volatile.Read(ref current)} hangs for more than {Hang.TotalSeconds} s");
        Assert.True(broken is null, $"{name}: the fuzzer itself failed at case {current}: {broken}");
    }

    private void Case(int number, byte[] file)
    {
        Volatile.Write(ref current, number);
        string? wrong = Try(file, out bool wasTaken, out TimeSpan time);
        if (wrong is null && time > Limit)
        {
            wrong = Try(file, out wasTaken, out TimeSpan again);
            if (again > Limit)
                wrong ??= $"took {time.TotalSeconds:F1} s, again {again.TotalSeconds:F1} s, at most {Limit.TotalSeconds} are allowed";
        }

        taken += wasTaken ? 1 : 0;
        refused += wasTaken ? 0 : 1;
        string kind = wrong is null ? "" : $"{wrong.Split(' ', ':')[1]} {wrong.Split('\n').FirstOrDefault(line => line.StartsWith("   at EdgeCnn.", StringComparison.Ordinal))}";
        if (wrong is null || failures.ContainsKey(kind))
            return;
        string kept = Path.Combine(Path.GetTempPath(), $"edgecnn-fuzz-{name}-{number}.bin");
        File.WriteAllBytes(kept, file);
        failures.Add(kind, $"{name} case {number} ({file.Length} bytes, kept as {kept}) {wrong}");
    }

    private string? Try(byte[] file, out bool wasTaken, out TimeSpan time)
    {
        Volatile.Write(ref currentStart, Stopwatch.GetTimestamp());
        TimeSpan start = ThreadClock.Used;
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? wrong = null;
        wasTaken = false;
        try
        {
            property(file);
            wasTaken = true;
        }
        catch (Exception error)
        {
            if (!isRefusal(error, file.Length))
                wrong = $"gave {error}";
        }

        time = ThreadClock.Used - start;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before, allowed = (16L * file.Length) + (64 << 20);
        if (allocated > allowed)
            wrong ??= $"allocated {allocated} bytes, at most {allowed} are allowed";
        return wrong;
    }
}
