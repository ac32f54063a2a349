using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Recipes;

/// <summary>How much a picture of each class weighs in the loss, in words.</summary>
public static class ClassWeightText
{
    /// <summary>What can be written.</summary>
    public const string Forms = "balanced, or a number above 0 for each class, with commas";

    /// <summary>Reads weights; none for no text.</summary>
    /// <remarks>Balanced: n / (k·n_c), so that each of the k classes that occur weighs the same and a picture 1 in the mean. Source: King and Zeng 2001, "Logistic Regression in Rare Events Data", §4.2.</remarks>
    /// <param name="text">One of <see cref="Forms"/>.</param>
    /// <param name="training">The pictures to learn from; null to look at the words alone.</param>
    /// <exception cref="EdgeCnnException">It is no such text, or has another number of classes than the data.</exception>
    public static IReadOnlyList<float>? Parse(string text, IDataset? training)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return null;
        if (text == "balanced")
            return training is null ? [] : Balanced(training);
        float[] weights = [.. text.Split(',').Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float weight) && weight > 0 && float.IsFinite(weight) ? weight : throw Wrong(text))];
        return training is null || weights.Length == training.Labels.Count ? weights : throw Wrong($"{text}' of {weights.Length} numbers for {training.Labels.Count} classes '{string.Join(", ", training.Labels.Take(10))}");
    }

    private static float[] Balanced(IDataset training)
    {
        int[] counts = new int[training.Labels.Count];
        for (int i = 0; i < training.Count; i++)
            counts[training.Label(i)]++;
        int present = counts.Count(count => count > 0);
        return [.. counts.Select(count => count == 0 ? 1 : (float)((double)training.Count / present / count))];
    }

    private static EdgeCnnException Wrong(string text) => new($"--class-weights '{text}': expected {Forms}.", ExitCode.Usage);
}
