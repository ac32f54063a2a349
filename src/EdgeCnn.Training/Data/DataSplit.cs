using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>A training set cut into what is learned from and what is chosen by.</summary>
/// <remarks>
/// Of n pictures, the first ⌊n·(1 − share)⌋ are for training (Keras' validation_split); drawn at random, the numbers are the same. Both parts keep the order of
/// the set. Stratified, each class gives ⌊share·n_c⌋ or one more, those with the largest remainders first, so that the total is the same again.
/// </remarks>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To choose by.</param>
public sealed record DataSplit(Subset Training, Subset Validation)
{
    private const int Stream = -1_000_003; // apart from the streams of shuffling, which count down from −1 by epochs

    /// <summary>Cuts a set.</summary>
    /// <exception cref="EdgeCnnException">A part would be empty.</exception>
    public static DataSplit Of(IDataset data, SplitOptions options)
    {
        int training = options.Share is > 0 and < 1 ? (int)Math.Floor(data.Count * (1 - options.Share)) : 0, wanted = data.Count - training;
        if (training == 0 || wanted == 0)
            throw new EdgeCnnException($"a validation share of {options.Share} leaves {training} of {data.Count} pictures for training; expected a share above 0 and below 1 that leaves some of both.", ExitCode.Usage);
        int[] order = [.. Enumerable.Range(0, data.Count)];
        if (options.Seed is { } seed)
            new SeededRandom(seed, Stream).Shuffle(order);
        bool[] chosen = new bool[data.Count];
        if (options.Stratified)
            ChooseByClass(data, order, options.Share, wanted, chosen);
        else
            foreach (int index in order.AsSpan(training))
                chosen[index] = true;
        if (!chosen.Contains(true))
            throw new EdgeCnnException($"a validation share of {options.Share} finds no class with a picture to spare among {data.Count} pictures. Add pictures, or leave validation out.", ExitCode.Usage);
        return new DataSplit(new Subset(data, Enumerable.Range(0, data.Count).Where(i => !chosen[i])), new Subset(data, Enumerable.Range(0, data.Count).Where(i => chosen[i])));
    }

    private static void ChooseByClass(IDataset data, int[] order, double share, int wanted, bool[] chosen)
    {
        int[][] classes = [.. order.GroupBy(data.Label).OrderBy(group => group.Key).Select(group => (int[])[.. group])];
        int[] quotas = [.. classes.Select(members => (int)Math.Floor(share * members.Length))];
        int missing = wanted - quotas.Sum();
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => (share * classes[c].Length) - quotas[c]).ThenBy(c => c))
        {
            // A class of a single picture keeps it for training.
            if (missing > 0 && quotas[c] + 1 < classes[c].Length)
            {
                quotas[c]++;
                missing--;
            }
        }

        for (int c = 0; c < classes.Length; c++)
        {
            foreach (int index in classes[c].AsSpan(classes[c].Length - quotas[c]))
                chosen[index] = true;
        }
    }
}
