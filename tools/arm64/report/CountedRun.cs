using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeCnn.Tools.Report;

/// <summary>What `probe infer` wrote of a model.</summary>
internal sealed record InferenceOutput(string Name, int Runs, bool? IsInt8, long? MultiplyAdds, float[] Output);

/// <summary>One contender's inferences of one model on one processor.</summary>
/// <param name="Blocks">What was executed by all inferences together.</param>
/// <param name="Instructions">Instructions of one inference, the marks' own left out.</param>
/// <param name="Result">What came out.</param>
internal sealed record CountedModel(IReadOnlyList<CodeBlock> Blocks, double Instructions, InferenceOutput Result);

/// <summary>What one process left behind: counts by count.c, results, and which method each address of the JIT's code belongs to.</summary>
internal sealed partial class CountedRun
{
    private readonly List<(long Start, long End, string Method)> methods = [];

    private CountedRun(IReadOnlyList<CountedModel> models) => Models = models;

    public IReadOnlyList<CountedModel> Models { get; }

    /// <exception cref="InvalidDataException">The files do not belong together.</exception>
    public static CountedRun Read(string folder, int models)
    {
        InferenceOutput[] outputs = [.. File.ReadLines(Path.Combine(folder, "outputs")).Select(line => JsonSerializer.Deserialize<InferenceOutput>(line, JsonSerializerOptions.Web)!)];
        List<(long Total, List<CodeBlock> Blocks)> regions = ReadRegions(Path.Combine(folder, "blocks"));
        // A region of the marks alone stands before each that counts.
        if (outputs.Length != models || regions.Count != 2 * models)
            throw new InvalidDataException($"{folder}: {outputs.Length} results and {regions.Count} counts of {models} models");
        var run = new CountedRun([.. outputs.Select((output, i) =>
            new CountedModel(BasicBlocks.From(regions[(2 * i) + 1].Blocks), (double)(regions[(2 * i) + 1].Total - regions[2 * i].Total) / output.Runs, output))]);
        foreach (string map in Directory.GetFiles(folder, "perf-*.map"))
            run.ReadMethods(map);
        return run;
    }

    /// <summary>The method that the JIT put at an address; null for what was compiled before.</summary>
    public string? MethodAt(long address)
    {
        int low = 0, high = methods.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (methods[middle].Start <= address)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && address < methods[low - 1].End ? methods[low - 1].Method : null;
    }

    private static List<(long Total, List<CodeBlock> Blocks)> ReadRegions(string path)
    {
        var regions = new List<(long Total, List<CodeBlock> Blocks)>();
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(' ');
            if (fields[0] == "region")
                regions.Add((long.Parse(fields[1], CultureInfo.InvariantCulture), []));
            else
                regions[^1].Blocks.Add(new CodeBlock(long.Parse(fields[0], NumberStyles.HexNumber), long.Parse(fields[1], CultureInfo.InvariantCulture), [.. fields[2..].Select(word => uint.Parse(word, NumberStyles.HexNumber))]));
        }

        return regions;
    }

    // A line of .NET's map: START SIZE SIGNATURE, both numbers hexadecimal.
    private void ReadMethods(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            if (line.Split(' ', 3) is [var start, var size, var signature] && long.TryParse(start.Replace("0x", ""), NumberStyles.HexNumber, null, out long first) && long.TryParse(size, NumberStyles.HexNumber, null, out long length))
                methods.Add((first, first + length, Method().Match(signature) is { Success: true } match ? $"{Namespaces().Replace(match.Groups[1].Value, "")}{Arguments(match.Groups[2].Value)}.{match.Groups[3].Value}" : signature));
        }

        methods.Sort();
    }

    private static string Arguments(string list) => list.Length == 0 ? "" : $"<{Namespaces().Replace(list, "")}>";

    // Class and method of "void [Assembly] Name.Space.Class`1[Name.Space.Argument]::Method(valuetype ...)[Optimized]".
    [GeneratedRegex(@"([^\s\]`]+)(?:`\d+\[(\S*)\])?::([^(\s]+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?<=^|,)(?:[^.,]+\.)+")]
    private static partial Regex Namespaces();
}
