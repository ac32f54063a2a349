using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>A contender's own process: one engine, one model, commanded by lines on standard input.</summary>
/// <remarks>
/// One line answers each command: <c>load</c> → nanoseconds of load and of the first run, and a name; <c>warm</c> → runs and
/// nanoseconds; <c>run N</c> → nanoseconds; <c>output FILE</c> → its name. It ends with its input.
/// </remarks>
internal static class ContenderProgram
{
    private const int LeastWarmUpRuns = 64;
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(1), Quiet = TimeSpan.FromMilliseconds(400), MostWarmUp = TimeSpan.FromSeconds(30);

    /// <param name="args">Engine (<c>ours</c> or a library's path), model, folder of inputs, threads, and optionally a kernel set.</param>
    public static int Run(string[] args)
    {
        var (engine, model, folder, threads, kernels) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture), args.ElementAtOrDefault(4));
        // Before anything of an engine is loaded, so that the conductor can see what the bare host takes.
        Console.WriteLine("here");
        ISubject? subject = null;
        while (Console.ReadLine() is { } line)
        {
            string[] command = line.Split(' ', 2);
            switch (command[0])
            {
                case "load":
                    byte[][] inputs = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
                    long start = Stopwatch.GetTimestamp();
                    subject = engine == "ours" ? new OurSubject(model, threads, kernels) : new OrtSubject(engine, model, threads);
                    long load = Nanoseconds(start);
                    for (int i = 0; i < inputs.Length; i++)
                    {
                        if (inputs[i].Length != subject.InputBytes(i))
                            throw new InvalidDataException($"input {i} has {inputs[i].Length} bytes, the model wants {subject.InputBytes(i)}");
                        subject.SetInput(i, inputs[i]);
                    }

                    Console.WriteLine($"{load} {Time(subject, 1)} {subject.Name}");
                    break;
                case "warm":
                    Console.WriteLine(WarmUp(subject!));
                    break;
                case "run":
                    Console.WriteLine(Time(subject!, int.Parse(command[1], CultureInfo.InvariantCulture)));
                    break;
                case "output":
                    using (FileStream target = File.Create(command[1]))
                        subject!.WriteOutputs(target);
                    Console.WriteLine(command[1]);
                    break;
                default:
                    throw new InvalidDataException($"unknown command '{line}'");
            }
        }

        return 0;
    }

    // Methods are compiled again after 30 calls, in the background and after a pause: warm is who has run a while without that.
    private static string WarmUp(ISubject subject)
    {
        long start = Stopwatch.GetTimestamp(), quietSince = start, runs = 0, compiled = JitInfo.GetCompiledMethodCount();
        while (runs < LeastWarmUpRuns || Stopwatch.GetElapsedTime(start) < LeastWarmUp || Stopwatch.GetElapsedTime(quietSince) < Quiet)
        {
            if (Stopwatch.GetElapsedTime(start) > MostWarmUp)
                throw new InvalidOperationException($"the compiler has not come to rest in {MostWarmUp.TotalSeconds} s");
            subject.Run();
            runs++;
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
                (compiled, quietSince) = (now, Stopwatch.GetTimestamp());
        }

        // The time of a warm run, for the length of a round.
        int probe = (int)Math.Clamp(runs / 16, 1, 10_000);
        return $"{probe} {Time(subject, probe)}";
    }

    private static long Time(ISubject subject, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs; i++)
            subject.Run();
        return Nanoseconds(start);
    }

    private static long Nanoseconds(long start) => (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
}
