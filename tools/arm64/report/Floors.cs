namespace EdgeCnn.Tools.Report;

/// <summary>What is demanded of micro-kernels.</summary>
internal static class Floors
{
    /// <summary>Multiply-adds of a cycle that a kernel's main loop must reach.</summary>
    /// <param name="Kernels">How the names of the kernels begin.</param>
    /// <param name="Multiplier">The instruction by which they multiply, see <see cref="Instructions.Multiplier"/>.</param>
    /// <param name="Core">The core's model.</param>
    /// <param name="Peak">The most that the core can do.</param>
    /// <param name="Share">The share of it that must be reached.</param>
    private sealed record Floor(string Kernels, string Multiplier, string Core, double Peak, double Share);

    private static readonly Floor[] Table =
    [
        new("f32-gemm-", "fmla", "cortex-a72", Peak: 4, Share: 0.97),
        new("f32-gemm-", "fmla", "neoverse-n1", Peak: 8, Share: 0.97),
        new("int8-gemm-", "sdot", "neoverse-n1", Peak: 32, Share: 0.97),
        new("int8-gemm-", "smull", "cortex-a72", Peak: 8, Share: 0.97),
    ];

    // On the in-order core, cycles of a multiply-add against those of the loop in which each product waits for the one before.
    private const string Unscheduled = "unscheduled-mlal", InOrderCore = "cortex-a53", ScheduledKernels = "int8-gemm-", ScheduledMultiplier = "smull";
    private const double UnscheduledShare = 0.70;

    public static IReadOnlyList<Check> Check(IReadOnlyList<KernelLoop> loops)
    {
        var kernels = loops.Where(loop => loop.Kernel != Unscheduled).ToList();
        IEnumerable<Check> spills = kernels.Where(loop => loop.IsLoop)
            .Select(loop => new Check($"{loop.Kernel}, {loop.Method}: no spill in the inner loop", loop.Spills == 0, $"{loop.Spills}"));
        IEnumerable<Check> products = kernels.Where(loop => loop.IsMain && Table.Any(floor => loop.Kernel.StartsWith(floor.Kernels, StringComparison.Ordinal)))
            .Select(loop => new Check($"{loop.Kernel}: multiplies and adds in its inner loop", loop.IsLoop && loop.Macs > 0, loop.Multiplier ?? "no instruction that does"));
        return [.. spills, .. products, .. Table.SelectMany(floor => Check(floor, kernels)), .. CheckSchedule(loops, kernels)];
    }

    private static IEnumerable<Check> Check(Floor floor, IEnumerable<KernelLoop> kernels)
    {
        string what = $"at least {floor.Share:P0} of {floor.Peak} MAC/cycle on {floor.Core}";
        return Matching(floor.Kernels, floor.Multiplier, what, kernels, loop =>
        {
            double found = On(loop, floor.Core).MacPerCycle;
            return new Check($"{loop.Kernel}: {what}", found >= floor.Share * floor.Peak, $"{found:F2}");
        });
    }

    private static IEnumerable<Check> CheckSchedule(IEnumerable<KernelLoop> loops, IEnumerable<KernelLoop> kernels)
    {
        KernelLoop measure = loops.FirstOrDefault(loop => loop.Kernel == Unscheduled && loop.IsMain) ?? throw new InvalidDataException($"{Unscheduled} was not compiled");
        string what = $"at least {1 - UnscheduledShare:P0} fewer cycles on {InOrderCore} than {Unscheduled}";
        return Matching(ScheduledKernels, ScheduledMultiplier, what, kernels, loop =>
        {
            double share = On(measure, InOrderCore).MacPerCycle / On(loop, InOrderCore).MacPerCycle;
            return new Check($"{loop.Kernel}: {what}", share <= UnscheduledShare, $"{1 - share:P0} fewer");
        });
    }

    // A floor below which no kernel falls since none is called so any more would prove nothing.
    private static IEnumerable<Check> Matching(string prefix, string multiplier, string what, IEnumerable<KernelLoop> kernels, Func<KernelLoop, Check> check)
    {
        KernelLoop[] matching = [.. kernels.Where(loop => loop.IsMain && loop.Multiplier == multiplier && loop.Kernel.StartsWith(prefix, StringComparison.Ordinal))];
        return matching.Length > 0 ? matching.Select(check) : [new Check($"{prefix}… by {multiplier}: {what}", false, "no such kernel")];
    }

    private static CoreFigures On(KernelLoop loop, string core) => loop.Cores.First(figures => figures.Core == core);
}
