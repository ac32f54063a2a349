using System.CommandLine;
using EdgeCnn.Cli.Commands;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>Settings of a file as a recipe: every option of <c>edgecnn train</c> that decides weights, by its name, with the same checks.</summary>
internal sealed class SweepWords
{
    private const string Architecture = "architecture", Data = "data", From = "from", Seed = "seed";

    // Stand for what a word on its own does not say.
    private const string AnyArchitecture = "cifar-seed", AnyData = "cifar10:DIR";
    private readonly RecipeOptions options = new();
    private readonly Command command = new("recipe");
    private readonly HashSet<string> names = [Architecture];

    public SweepWords()
    {
        command.With(options.All);
        names.UnionWith(options.All.OfType<Option>().Select(option => option.Name[2..]));
        names.Remove(Seed);
    }

    /// <summary>Notes what is wrong with each word by itself, so that no fault hides another.</summary>
    public void Check(IEnumerable<SweepWord> words, SweepFaults faults)
    {
        foreach (SweepWord word in words)
        {
            if (word.Name == Seed)
                faults.Add(word.Line, "seeds are given once for all variants, as seeds: [1, 2, 3]");
            else if (!names.Contains(word.Name))
                faults.Add(word.Line, $"'{word.Name}' is no setting. Settings: {string.Join(", ", names.Order(StringComparer.Ordinal))}");
            else if (Fault([word], RecipeReader.CheckWords) is { } fault)
                faults.Add(word.Line, fault);
        }
    }

    /// <summary>What is wrong with words that are right by themselves, or null.</summary>
    public string? FaultOfAll(IEnumerable<SweepWord> words) => Fault(words, RecipeReader.Check);

    /// <summary>The recipe of words that were checked; the later ones replace earlier ones of the same name.</summary>
    public Recipe Read(IEnumerable<SweepWord> words) => options.Read(Parse(words));

    /// <summary>What the words lack; a model to start from is its own architecture.</summary>
    public static IEnumerable<string> Missing(IEnumerable<SweepWord> words) =>
        ((string[])[Architecture, Data]).Where(name => words.All(word => word.Name != name && (name == Data || word.Name != From)));

    private string? Fault(IEnumerable<SweepWord> words, Action<Recipe> check)
    {
        ParseResult parsed = Parse(words);
        if (parsed.Errors.Count > 0)
            return parsed.Errors[0].Message;
        try
        {
            check(options.Read(parsed));
            return null;
        }
        catch (EdgeCnnException error)
        {
            return error.Message;
        }
    }

    private ParseResult Parse(IEnumerable<SweepWord> words)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal) { [Architecture] = AnyArchitecture, [Data] = AnyData };
        foreach (SweepWord word in words)
            last[word.Name] = word.Value;
        string[] start = last.ContainsKey(From) ? [] : [last[Architecture]];
        return command.Parse([.. start, .. last.Where(word => word.Key != Architecture).Select(word => $"--{word.Key}={word.Value}")]);
    }
}
