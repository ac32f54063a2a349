using System.Globalization;

namespace EdgeCnn.TrainRace;

/// <summary>What the command line asks for.</summary>
internal sealed record RaceOptions(IReadOnlyList<string> Models, IReadOnlyList<int> Threads, int Rounds, int Steps, bool Json)
{
    public static RaceOptions Parse(string[] args)
    {
        var options = new RaceOptions([], [1, 2], 7, 6, false);
        var models = new List<string>();
        for (int i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} wants a value.");
            switch (args[i])
            {
                case "--json": options = options with { Json = true }; break;
                case "--rounds": options = options with { Rounds = Number(Value(), 1, 1000) }; break;
                case "--steps": options = options with { Steps = Number(Value(), 1, 1000) }; break;
                case "--threads": options = options with { Threads = [.. Value().Split(',').Select(text => Number(text, 1, 64))] }; break;
                case "cifar-seed" or "resnet8": models.Add(args[i]); break;
                default: throw new ArgumentException($"'{args[i]}' is neither a model nor an option.");
            }
        }

        return options with { Models = models.Count > 0 ? models : ["cifar-seed", "resnet8"] };
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= least && n <= most ? n : throw new ArgumentException($"'{text}' is not a number from {least} to {most}.");
}
