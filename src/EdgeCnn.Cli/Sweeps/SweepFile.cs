using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Training.Recipes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>Reads a sweep from YAML: <c>title</c>, <c>common</c> settings, <c>seeds</c> and <c>variants</c>, each a name with the settings that it changes.</summary>
internal sealed class SweepFile
{
    // Far above any sweep's.
    private const int MostText = 256 << 10, MostNested = 16;

    private readonly SweepFaults faults;
    private readonly SweepWords words = new();

    private SweepFile(string path) => faults = new SweepFaults(path);

    /// <exception cref="EdgeCnnException">The file cannot be read (<see cref="ExitCode.BadData"/>), or it is wrong: all that is wrong with it is said (<see cref="ExitCode.Usage"/>).</exception>
    public static SweepPlan Read(string path)
    {
        var file = new SweepFile(path);
        SweepPlan plan = file.Plan(file.Parse(path), Path.GetFileNameWithoutExtension(path));
        file.faults.Throw();
        return plan;
    }

    private YamlMappingNode Parse(string path)
    {
        var yaml = new YamlStream();
        Parser? parser = null;
        try
        {
            string text = Text(path);
            CheckDepth(text);
            parser = new Parser(new StringReader(text));
            yaml.Load(parser);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
        catch (YamlException error)
        {
            faults.Add(error.Start.Line, error.Message);
            faults.Throw();
        }
        catch (InvalidOperationException)
        {
            // What the package throws for a bracket that is never closed.
            faults.Add(parser?.Current?.End.Line ?? 1, "the text breaks off or a bracket is not closed");
            faults.Throw();
        }

        if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
            return root;
        faults.Add(1, "expected one document with common, seeds and variants");
        faults.Throw();
        return [];
    }

    private string Text(string path)
    {
        using StreamReader file = File.OpenText(path);
        char[] text = new char[MostText + 1];
        int length = file.ReadBlock(text);
        if (length > MostText)
        {
            faults.Add(1, $"a sweep of more than {MostText >> 10} KiB; expected settings and variants");
            faults.Throw();
        }

        return new string(text, 0, length);
    }

    // The package reads nested nodes by recursion and aliases by copying: a small hostile file would use up the stack or the memory.
    private void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth <= MostNested && parser.Current is not AnchorAlias)
                continue;
            faults.Add(parser.Current.Start.Line, parser.Current is AnchorAlias ? "aliases (*name) are not known here; write the settings out" : "nested too deeply; expected common, seeds and variants with settings");
            faults.Throw();
        }
    }

    private SweepPlan Plan(YamlMappingNode root, string name)
    {
        string title = name;
        List<SweepWord> common = [];
        List<long> seeds = [];
        YamlMappingNode? variants = null;
        foreach (var (key, value) in root.Children)
        {
            switch ((key as YamlScalarNode)?.Value)
            {
                case "title": title = Scalar(value, "title") ?? title; break;
                case "common": common = Words(value, "common"); break;
                case "seeds": seeds = Seeds(value); break;
                case "variants" when value is YamlMappingNode { Children.Count: > 0 } given: variants = given; break;
                case "variants": faults.Add(value.Start.Line, "variants: expected names, each with the settings that it changes"); break;
                default: faults.Add(key.Start.Line, $"'{key}' is unknown. Known: title, common, seeds, variants"); break;
            }
        }

        words.Check(common, faults);
        if (variants is null && !root.Children.ContainsKey(new YamlScalarNode("variants")))
            faults.Add(root.Start.Line, "variants are missing");
        List<SweepVariant> read = variants is null ? [] : Variants(variants, common);
        // A setting that some variant uses may be idle in others.
        if (read.Select(variant => IdleSettings.Of(variant.Recipe)).Distinct().ToArray() is [{ } idle])
            faults.Add(root.Start.Line, idle);
        return new SweepPlan(title, common, read, seeds.Count == 0 ? [1] : seeds);
    }

    private List<SweepVariant> Variants(YamlMappingNode given, List<SweepWord> common)
    {
        List<SweepVariant> variants = [];
        var folders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in given.Children)
        {
            string name = Scalar(key, "a variant's name") ?? "";
            // A name alone is the common settings.
            List<SweepWord> own = value is YamlScalarNode { Value: null or "" } ? [] : Words(value, name);
            words.Check(own, faults);
            List<SweepWord> all = [.. common, .. own];
            foreach (string missing in SweepWords.Missing(all))
                faults.Add(key.Start.Line, $"{name}: {missing} is missing, here and in common");
            string folder = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
            if (!folders.Add(folder))
                faults.Add(key.Start.Line, $"{name}: another variant has the same folder, {folder}");
            if (faults.None && words.FaultOfAll(all) is { } fault)
                faults.Add(key.Start.Line, $"{name}: {fault}");
            if (faults.None)
                variants.Add(new SweepVariant(name, folder, words.Read(all), string.Join(", ", own.Select(word => $"{word.Name} {word.Value}"))));
        }

        return variants;
    }

    private List<SweepWord> Words(YamlNode node, string what)
    {
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node.Start.Line, $"{what}: expected settings as name: value");
            return [];
        }

        List<SweepWord> read = [];
        foreach (var (key, value) in mapping.Children)
        {
            if (Scalar(key, $"{what}: a setting's name") is { } name && Scalar(value, name) is { } text)
                read.Add(new SweepWord(name, text, key.Start.Line));
        }

        return read;
    }

    private List<long> Seeds(YamlNode node)
    {
        List<long> seeds = [];
        foreach (YamlNode item in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (item is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) && !seeds.Contains(seed))
                seeds.Add(seed);
            else
                faults.Add(item.Start.Line, $"seeds: expected different whole numbers from 0, for example [1, 2, 3], got {item}");
        }

        return seeds;
    }

    private string? Scalar(YamlNode node, string what)
    {
        if (node is YamlScalarNode { Value: { } text })
            return text;
        faults.Add(node.Start.Line, $"{what}: expected one value, got {node}");
        return null;
    }
}
