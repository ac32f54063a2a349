namespace EdgeCnn.Tools.Report;

/// <summary>A method's share of one inference.</summary>
/// <param name="Method">Class and method; <c>precompiled</c> for what the JIT did not compile.</param>
/// <param name="Instructions">Its share of the executed instructions.</param>
/// <param name="Cycles">Its share of the modelled cycles.</param>
internal sealed record MethodShare(string Method, double Instructions, double Cycles);

/// <summary>One inference of one contender: exact instructions, modelled cycles.</summary>
internal sealed record Effort(double Instructions, double ModelledCycles);

/// <summary>Both contenders on one processor.</summary>
internal sealed record RaceEntry
{
    public required string Cpu { get; init; }

    /// <summary>The kernel set that ours ran with.</summary>
    public required string Kernels { get; init; }

    public required Effort Ours { get; init; }

    public required Effort OnnxRuntime { get; init; }

    /// <summary>The largest difference of two outputs, as a share of the largest output.</summary>
    public required double Difference { get; init; }

    public double Ratio => Ours.Instructions / OnnxRuntime.Instructions;

    /// <summary>Where our inference goes, as far as it is more than a hundredth.</summary>
    public required IReadOnlyList<MethodShare> Methods { get; init; }
}

/// <summary>One model on all processors.</summary>
internal sealed record RaceModel(string Model, bool IsInt8, long MultiplyAdds, IReadOnlyList<RaceEntry> Entries)
{
    public RaceEntry? On(string cpu) => Entries.FirstOrDefault(entry => entry.Cpu == cpu);
}

/// <summary>A board whose time is modelled.</summary>
internal sealed record Board(string Name, string Cpu, double Ghz)
{
    public static IReadOnlyList<Board> All { get; } =
        [new("Zero 2 W", "cortex-a53", 1.0), new("Pi 3 B+", "cortex-a53", 1.4), new("Pi 4", "cortex-a72", 1.8), new("Pi 5", "cortex-a76", 2.4)];

    public double Milliseconds(Effort effort) => effort.ModelledCycles / (Ghz * 1e6);
}

/// <summary>The geometric mean of ours over ONNX Runtime, of models of one type.</summary>
internal sealed record Mean(string Cpu, bool IsInt8, double Ratio);

/// <summary>What the counts of a race say.</summary>
internal sealed record RaceReport(string Rival, IReadOnlyList<RaceModel> Models, IReadOnlyList<Mean> Means, IReadOnlyList<Board> Boards, IReadOnlyList<Check> Checks)
{
    private const double LeastShare = 0.01;

    /// <param name="folder">Files <c>models</c> and <c>cpus</c>, and a folder CPU.CONTENDER for each process.</param>
    /// <exception cref="InvalidDataException">The files do not belong together.</exception>
    public static RaceReport Make(string folder)
    {
        string[] models = File.ReadAllLines(Path.Combine(folder, "models")), cpus = File.ReadAllLines(Path.Combine(folder, "cpus"));
        var entries = models.ToDictionary(model => model, _ => new List<RaceEntry>());
        var kinds = new Dictionary<string, InferenceOutput>();
        string rival = "";
        foreach (string cpu in cpus)
        {
            CountedRun ours = CountedRun.Read(Path.Combine(folder, $"{cpu}.edgecnn"), models.Length), theirs = CountedRun.Read(Path.Combine(folder, $"{cpu}.onnxruntime"), models.Length);
            string coreModel = cpu == "cortex-a76" ? "neoverse-n1" : cpu;
            var model = new BlockModel(Core.All.First(core => core.Model == coreModel), [.. ours.Models, .. theirs.Models]);
            for (int i = 0; i < models.Length; i++)
            {
                CountedModel our = ours.Models[i], their = theirs.Models[i];
                rival = their.Result.Name;
                kinds[models[i]] = our.Result;
                entries[models[i]].Add(new RaceEntry
                {
                    Cpu = cpu,
                    Kernels = our.Result.Name,
                    Ours = new Effort(our.Instructions, model.CyclesOf(our)),
                    OnnxRuntime = new Effort(their.Instructions, model.CyclesOf(their)),
                    Difference = Difference(our.Result.Output, their.Result.Output),
                    Methods = [.. model.SharesOf(our, ours.MethodAt).Where(share => share.Cycles >= LeastShare || share.Instructions >= LeastShare)],
                });
            }
        }

        RaceModel[] results = [.. models.Select(name => new RaceModel(name, kinds[name].IsInt8 == true, kinds[name].MultiplyAdds ?? 0, entries[name]))];
        Mean[] means = [.. cpus.SelectMany(_ => (bool[])[false, true], (cpu, isInt8) => (cpu, isInt8, Ratios: results.Where(result => result.IsInt8 == isInt8).Select(result => result.On(cpu)!.Ratio).ToList()))
            .Where(group => group.Ratios.Count > 0).Select(group => new Mean(group.cpu, group.isInt8, Math.Exp(group.Ratios.Average(Math.Log))))];
        return new RaceReport(rival, results, means, [.. Board.All.Where(board => cpus.Contains(board.Cpu))], RaceChecks.Check(results, means));
    }

    private static double Difference(float[] a, float[] b) => a.Length != b.Length
        ? throw new InvalidDataException($"outputs of {a.Length} and {b.Length} elements")
        : a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second)) / Math.Max(b.Max(Math.Abs), float.Epsilon);
}
