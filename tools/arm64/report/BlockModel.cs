namespace EdgeCnn.Tools.Report;

/// <summary>
/// Modelled cycles of executed code: each block as often as it was executed, at the cycles that llvm-mca gives it when it runs again
/// and again. For an inner loop that is the figure of the report on kernels; for a block that is left at once it is a guess.
/// </summary>
internal sealed class BlockModel
{
    // The many blocks that are hardly ever executed are taken to be like the others.
    private const double Covered = 0.99;

    private readonly Dictionary<string, double> cycles = [];

    /// <param name="core">The core.</param>
    /// <param name="counts">All that is to be looked up.</param>
    public BlockModel(Core core, IEnumerable<CountedModel> counts)
    {
        CodeBlock[] blocks = [.. counts.SelectMany(MostExecuted).DistinctBy(Key)];
        IReadOnlyDictionary<uint, string> text = Disassembler.Disassemble([.. blocks.SelectMany(block => block.Words).Distinct()]);
        foreach (CodeBlock[] some in blocks.Chunk(500))
        {
            IReadOnlyList<ModelTime> times = LlvmMca.Measure(core, some.Select(block => (IReadOnlyList<string>)[.. block.Words.Select(word => text[word])]), skipUnknown: true);
            for (int i = 0; i < some.Length; i++)
                cycles[Key(some[i])] = times[i].Cycles;
        }
    }

    /// <summary>Cycles of one inference.</summary>
    public double CyclesOf(CountedModel model)
    {
        List<CodeBlock> covered = MostExecuted(model);
        return covered.Sum(CyclesOf) / covered.Sum(block => block.Instructions) * model.Instructions;
    }

    /// <summary>Shares of the modelled cycles, largest first.</summary>
    public IReadOnlyList<MethodShare> SharesOf(CountedModel model, Func<long, string?> methodAt)
    {
        List<CodeBlock> covered = MostExecuted(model);
        double all = covered.Sum(CyclesOf);
        long instructions = covered.Sum(block => block.Instructions);
        return [.. covered.GroupBy(block => methodAt(block.Address) ?? "precompiled")
            .Select(group => new MethodShare(group.Key, (double)group.Sum(block => block.Instructions) / instructions, group.Sum(CyclesOf) / all))
            .OrderByDescending(share => share.Cycles)];
    }

    private static List<CodeBlock> MostExecuted(CountedModel model)
    {
        var chosen = new List<CodeBlock>();
        long left = (long)(Covered * model.Blocks.Sum(block => block.Instructions));
        foreach (CodeBlock block in model.Blocks.OrderByDescending(block => block.Instructions).TakeWhile(_ => left > 0))
        {
            chosen.Add(block);
            left -= block.Instructions;
        }

        return chosen;
    }

    private static string Key(CodeBlock block) => string.Join(' ', block.Words);

    private double CyclesOf(CodeBlock block) => block.Times * cycles[Key(block)];
}
