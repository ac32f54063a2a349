using System.Text.Json.Serialization;

namespace EdgeCnn.Tools.Report;

/// <summary>A micro-kernel and the type that it is.</summary>
internal sealed record NamedKernel(string Name, string Type);

/// <summary>A loop on one core.</summary>
/// <param name="Core">The core's model.</param>
/// <param name="Cycles">Cycles of one iteration.</param>
/// <param name="MacPerCycle">Multiply-adds of a cycle.</param>
/// <param name="Peak">Multiply-adds of a cycle if the loop held nothing but its multiplications, none waiting for another.</param>
/// <param name="LoadCycles">The least that the loads alone need.</param>
/// <param name="MacCycles">The least that the multiplications alone need.</param>
/// <param name="Bound">What needs most: load, store, MAC, the vector unit as a whole, or the issue of so many instructions.</param>
internal sealed record CoreFigures(string Core, double Cycles, double MacPerCycle, double Peak, double LoadCycles, double MacCycles, string Bound)
{
    public double Percent => Peak == 0 ? 0 : 100 * MacPerCycle / Peak;
}

/// <summary>One inner loop of a micro-kernel.</summary>
internal sealed record KernelLoop
{
    public required string Kernel { get; init; }

    public required string Method { get; init; }

    /// <summary>Kernels whose loop is the same, instruction by instruction.</summary>
    public required IReadOnlyList<string> SameAs { get; init; }

    /// <summary>True for the loop with the most multiply-adds of its kernel, to which the floors apply.</summary>
    public required bool IsMain { get; init; }

    /// <summary>False if the kernel has no loop of its own and this is its whole code.</summary>
    public required bool IsLoop { get; init; }

    public required string? Multiplier { get; init; }

    public required int Instructions { get; init; }

    public required int Macs { get; init; }

    public required int Loads { get; init; }

    public required int Stores { get; init; }

    public required int Moves { get; init; }

    public required int Spills { get; init; }

    public required IReadOnlyList<CoreFigures> Cores { get; init; }

    [JsonIgnore]
    public IReadOnlyList<string> Body { get; init; } = [];
}

/// <summary>One thing that must hold.</summary>
internal sealed record Check(string What, bool Met, string Found);

/// <summary>The inner loops of all micro-kernels, and what is demanded of them.</summary>
internal sealed record KernelReport(IReadOnlyList<KernelLoop> Loops, IReadOnlyList<Check> Checks)
{
    /// <exception cref="InvalidDataException">A kernel is not in the listing, or the model does not take its code.</exception>
    public static KernelReport Make(IReadOnlyList<JitMethod> listing, IReadOnlyList<NamedKernel> kernels)
    {
        var loops = new List<KernelLoop>();
        foreach (NamedKernel kernel in kernels)
            loops.AddRange(LoopsOf(kernel, [.. listing.Where(method => method.Type == kernel.Type && !method.Method.StartsWith("get_", StringComparison.Ordinal) && method.Method != ".cctor")]));
        loops = MergeEqual(loops);
        foreach (Core core in Core.All)
            AddFigures(core, loops);
        return new KernelReport(loops, Floors.Check(loops));
    }

    private static IEnumerable<KernelLoop> LoopsOf(NamedKernel kernel, IReadOnlyList<JitMethod> methods)
    {
        if (methods.Count == 0)
            throw new InvalidDataException($"the listing holds no code of {kernel.Name} ({kernel.Type})");
        var found = methods.SelectMany(method => method.InnermostLoops().Select(body => (method.Method, Body: body))).Where(loop => loop.Body.Any(Instructions.IsPacked)).ToList();
        bool isLoop = found.Count > 0;
        if (!isLoop)
            found = [.. methods.OrderByDescending(method => method.Body.Count).Take(1).Select(method => (method.Method, WithoutFrame(method.Body)))];
        var main = found.MaxBy(loop => (loop.Body.Sum(Instructions.MultiplyAdds), loop.Body.Count(Instructions.IsVector)));
        return found.Select(loop => new KernelLoop
        {
            Kernel = kernel.Name,
            Method = loop.Method,
            SameAs = [],
            IsMain = ReferenceEquals(loop.Body, main.Body),
            IsLoop = isLoop,
            Multiplier = loop.Body.Select(Instructions.Multiplier).FirstOrDefault(multiplier => multiplier is not null),
            Instructions = loop.Body.Count,
            Macs = loop.Body.Sum(Instructions.MultiplyAdds),
            Loads = loop.Body.Count(Instructions.IsLoad),
            Stores = loop.Body.Count(Instructions.IsStore),
            Moves = loop.Body.Count(Instructions.IsMove),
            Spills = loop.Body.Count(Instructions.IsSpill),
            Cores = [],
            Body = loop.Body,
        });
    }

    // What saves the caller's registers, and the return, is no part of the work.
    private static IReadOnlyList<string> WithoutFrame(IReadOnlyList<string> body) =>
        [.. body.Where(line => !line.Contains("[sp", StringComparison.Ordinal) && !line.StartsWith("ret", StringComparison.Ordinal))];

    // A kernel over the seam is compiled for each instruction set that fits; where the code is the same, one row says it all.
    private static List<KernelLoop> MergeEqual(IEnumerable<KernelLoop> loops) =>
        [.. loops.OrderBy(loop => loop.Kernel.Length).GroupBy(loop => string.Join('\n', loop.Body.Select(JitListing.ForAssembler)))
            .Select(group => group.First() with { SameAs = [.. group.Select(loop => loop.Kernel).Distinct().Where(name => name != group.First().Kernel)] })];

    private static void AddFigures(Core core, List<KernelLoop> loops)
    {
        int[] able = [.. Enumerable.Range(0, loops.Count).Where(i => core.HasDot || loops[i].Multiplier != "sdot")];
        IReadOnlyList<ModelTime> Times(Func<string, bool> chosen) => LlvmMca.Measure(core, able.Select(i => (IReadOnlyList<string>)[.. loops[i].Body.Where(chosen).Select(JitListing.ForAssembler)]));
        IReadOnlyList<ModelTime> whole = Times(_ => true), macs = Times(line => Instructions.MultiplyAdds(line) > 0), vectors = Times(Instructions.IsVector),
            loads = Times(Instructions.IsLoad), stores = Times(Instructions.IsStore);
        for (int j = 0; j < able.Length; j++)
        {
            KernelLoop loop = loops[able[j]];
            (string Name, double Cycles)[] needs =
            [
                ("MAC", macs[j].LeastCycles), ("load", loads[j].LeastCycles), ("store", stores[j].LeastCycles), ("vector", vectors[j].LeastCycles), ("issue", whole[j].LeastCycles),
            ];
            // The first of equals: what is listed later includes what stands before it.
            double most = needs.Max(need => need.Cycles);
            loops[able[j]] = loop with
            {
                Cores = [.. loop.Cores, new CoreFigures(core.Model, whole[j].Cycles, loop.Macs / whole[j].Cycles, loop.Macs > 0 ? loop.Macs / macs[j].LeastCycles : 0, needs[1].Cycles, needs[0].Cycles, needs.First(need => need.Cycles > 0.99 * most).Name)],
            };
        }
    }
}
