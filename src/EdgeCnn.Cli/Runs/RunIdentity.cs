using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Runs;

/// <summary>What decides a run's weights, in words. A checkpoint has them, so that a run goes on only as it was begun: with anything else it would end in weights that no command gives.</summary>
internal static class RunIdentity
{
    private const int DigestLength = 12;

    /// <summary>The settings, and what the pictures and the model to start from are, wherever they lie.</summary>
    /// <param name="recipe">The settings.</param>
    /// <param name="data">The pictures, with labels as the run sees them.</param>
    public static string Of(Recipe recipe, RunData data)
    {
        string start = recipe.From.Length == 0 ? "" : $", from {Digest(SHA256.HashData(File.ReadAllBytes(recipe.From)))}";
        string command = RecipeOptions.Command(recipe with { From = recipe.From.Length > 0 ? "MODEL" : "" }, $"{data.Named.Kind}:DIR");
        return string.Create(CultureInfo.InvariantCulture, $"{command} (of {data.Training.Count} training pictures in {data.Training.Labels.Count} classes, {Labels(data.Training)}{start})");
    }

    // Of what each picture is, in their order: other pictures, another order or other classes hardly give the same.
    private static string Labels(IDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string label in data.Labels)
            hash.AppendData(Encoding.UTF8.GetBytes(label + '\0'));
        for (int i = 0; i < data.Count; i++)
            hash.AppendData(MemoryMarshal.AsBytes<int>([.. data.LabelsOf(i), -1]));
        return Digest(hash.GetHashAndReset());
    }

    private static string Digest(byte[] hash) => Convert.ToHexStringLower(hash)[..DigestLength];
}
