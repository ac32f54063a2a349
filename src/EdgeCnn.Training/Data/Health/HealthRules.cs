using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Data.Health;

/// <summary>What is worth a warning, one rule each; every message ends in the next step.</summary>
internal static class HealthRules
{
    private const double MuchMore = 3;
    private const int FewPictures = 20;

    /// <summary>Applies all rules: failures first, then by the order of the rules.</summary>
    public static IReadOnlyList<HealthWarning> Apply(DataHealth health)
    {
        PartHealth first = health.Parts[0];
        IEnumerable<HealthWarning?> found =
        [
            .. health.Parts.Select(Unreadable), Tree(health), Leaks(health), Contradictions(health), Repetitions(health), OneClass(first), Empty(health), Imbalance(first), Few(first), Sizes(first), Colours(first), Blank(health), NoTest(health),
        ];
        return [.. found.OfType<HealthWarning>().OrderByDescending(warning => warning.IsFailure)];
    }

    private static HealthWarning? Unreadable(PartHealth part) => part.Unreadable.Count == 0 ? null : new("unreadable", true,
        $"{Pictures(part.Unreadable.Count)} of the {Name(part.Part)} part cannot be read and would be left out; the first: {part.Unreadable[0].Reason} Copy them again or remove them.");

    private static HealthWarning? Tree(DataHealth health)
    {
        try
        {
            _ = health.Name.StartsWith("tree:", StringComparison.Ordinal) ? new LabelTree([.. health.Parts[0].Classes.Select(entry => entry.Label)]) : null;
            return null;
        }
        catch (EdgeCnnException fault)
        {
            return new HealthWarning("tree", true, fault.Message);
        }
    }

    private static HealthWarning? Leaks(DataHealth health)
    {
        Duplicate[] leaks = [.. health.Duplicates.Where(duplicate => duplicate.Leaks)];
        return leaks.Length == 0 ? null : new("leak", true,
            $"{Pictures(leaks.Length)} in more than one part, so a network is measured on what it has learned; the first: {Names(leaks[0])}. Remove them from the training part.");
    }

    private static HealthWarning? Contradictions(DataHealth health)
    {
        Duplicate[] wrong = [.. health.Duplicates.Where(duplicate => duplicate.Contradicts)];
        return wrong.Length == 0 ? null : new("contradiction", false,
            $"{Pictures(wrong.Length)} with different labels; the first: {Names(wrong[0])}. Look at them and keep the right one.");
    }

    private static HealthWarning? Repetitions(DataHealth health)
    {
        int more = health.Duplicates.Sum(duplicate => duplicate.Copies.GroupBy(copy => copy.Part).Sum(group => group.Count() - 1));
        Duplicate? example = health.Duplicates.FirstOrDefault(duplicate => duplicate.Copies.GroupBy(copy => copy.Part).Any(group => group.Count() > 1));
        return example is null ? null : new("duplicate", false,
            $"{Pictures(more)} more than once in the same part; the first: {Names(example)}. They count for more than others, and a random validation split would leak: remove all but one.");
    }

    private static HealthWarning? Empty(DataHealth health)
    {
        string[] empty = [.. health.Parts.SelectMany(part => part.Classes.Where(entry => entry.Pictures == 0).Select(entry => $"{entry.Label} ({Name(part.Part)})"))];
        return empty.Length == 0 ? null : new("empty", false, $"no pictures of {List(empty)}. Add some, or nothing can be said of these classes.");
    }

    private static HealthWarning? OneClass(PartHealth part) => part.Classes.Count != 1 ? null : new("oneClass", false,
        $"one class only, {part.Classes[0].Label}: there is nothing to tell apart. If this is not one label of several, look whether the folder is one level too high or too low.");

    private static HealthWarning? Imbalance(PartHealth part)
    {
        if (part.Imbalance <= MuchMore)
            return null;
        ClassCount most = part.Classes.MaxBy(entry => entry.Pictures)!, least = part.Classes.Where(entry => entry.Pictures > 0).MinBy(entry => entry.Pictures)!;
        return new("imbalance", false, string.Create(CultureInfo.InvariantCulture,
            $"{part.Imbalance:F1} times as many pictures of {most.Label} ({most.Pictures}) as of {least.Label} ({least.Pictures}); accuracy would hide errors of rare classes. Collect more of these, or weigh the classes in the loss (--class-weights balanced), and read recall and F1."));
    }

    private static HealthWarning? Few(PartHealth part)
    {
        string[] few = [.. part.Classes.Where(entry => entry.Pictures is > 0 and < FewPictures).Select(entry => $"{entry.Label} ({entry.Pictures})")];
        return few.Length == 0 ? null : new("few", false, $"fewer than {FewPictures} pictures of {List(few)} to learn from. Collect more, augment, or start from a trained network.");
    }

    private static HealthWarning? Sizes(PartHealth part) => part.Sizes.Count < 2 ? null : new("sizes", false,
        $"{part.Sizes.Count} sizes, most often {part.Sizes[0].Width}x{part.Sizes[0].Height} ({part.Sizes[0].Pictures} of {part.Pictures}); the others are resized. Choose the input's size with this in mind.");

    private static HealthWarning? Colours(PartHealth part) => part.Grey == 0 || part.Grey == part.Pictures ? null : new("colours", false,
        $"{part.Grey} of {part.Pictures} pictures are grey, the others have colours. If the grey ones are of certain classes, a network learns that instead of the things: look at them.");

    private static HealthWarning? Blank(DataHealth health)
    {
        string[] blank = [.. health.Parts.SelectMany(part => part.Blank)];
        return blank.Length == 0 ? null : new("blank", false, $"all pixels are the same in {List(blank)}. Remove such pictures unless they mean something.");
    }

    private static HealthWarning? NoTest(DataHealth health) => health.Parts.Count > 1 ? null : new("parts", false,
        "there is one part only. Training keeps a fifth of it back by chance to measure the result on; pictures that are like one another, of one plant or one day, belong into a part of their own, test/ beside train/.");

    private static string Pictures(int count) => count == 1 ? "1 picture" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} pictures");

    private static string Name(DataPart part) => part.ToString().ToLowerInvariant();

    private static string Names(Duplicate duplicate) =>
        string.Join(" = ", duplicate.Copies.Take(3).Select(copy => $"{copy.Name} ({Name(copy.Part)}, {copy.Label})")) + (duplicate.Copies.Count > 3 ? $" = {duplicate.Copies.Count - 3} more" : "");

    private static string List(string[] items) => string.Join(", ", items.Take(5)) + (items.Length > 5 ? $" and {items.Length - 5} more" : "");
}
