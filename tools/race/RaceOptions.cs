using System.Globalization;
using EdgeCnn.Tools.Race.Models;

namespace EdgeCnn.Tools.Race;

/// <summary>What the command line asks for.</summary>
internal sealed record RaceOptions
{
    public const string Help =
        $"""
        Measures models with this tree's runtime and with ONNX Runtime on this machine, in interleaved rounds of one run.

        tools/race.sh [MODEL...] [options]

          MODEL               A folder with model.onnx (and inputs in test_data_set_0), a folder of such folders, an .onnx file, or
                              the name of a model of ../shared/data/perf-models. Without one: all of those, or where they are
                              absent the models of models/, and {ModelPlace.MadeName}, which is made for the race.
          --models-under MAC  Only models of fewer multiply-adds: a number, or one of millions as 15M.
          --threads 1,2       Numbers of threads, one column each (default 1,2).
          --rounds N          Rounds (default 21, at least 15 for a result that is to be kept).
          --kernels SET       Our kernel set instead of the best.
          --ncnn PATH         The benchncnn binary; NAME.param for a model lies beside it, or is one of ncnn's own.
          --json              One JSON document on standard output, progress on standard error.
          --help              This text.

        Exit codes: 0 done, 1 a bug, 2 usage, 3 a model cannot be run, 5 the engines' outputs differ.

        Example: tools/race.sh resnet8_int8 mobilenetv2_224_int8 --threads 1 --rounds 31
        """;

    public IReadOnlyList<string> Models { get; private init; } = [];

    public long ModelsUnder { get; private init; } = long.MaxValue;

    public IReadOnlyList<int> Threads { get; private init; } = [1, 2];

    public int Rounds { get; private init; } = 21;

    public string? Kernels { get; private init; }

    public string? Ncnn { get; private init; }

    public bool Json { get; private init; }

    /// <summary>Reads the command line; null asks for help.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says what.</exception>
    public static RaceOptions? Parse(IEnumerable<string> args)
    {
        var options = new RaceOptions();
        using IEnumerator<string> rest = args.GetEnumerator();
        while (rest.MoveNext())
        {
            string arg = rest.Current;
            string Value() => rest.MoveNext() ? rest.Current : throw new FormatException($"{arg} wants a value.");
            switch (arg)
            {
                case "--help" or "-h":
                    return null;
                case "--models-under":
                    options = options with { ModelsUnder = Macs(Value()) };
                    break;
                case "--threads":
                    options = options with { Threads = [.. Value().Split(',').Select(text => Count(arg, text, 64)).Distinct().Order()] };
                    break;
                case "--rounds":
                    options = options with { Rounds = Count(arg, Value(), 10_000) };
                    break;
                case "--kernels":
                    options = options with { Kernels = Value() };
                    break;
                case "--ncnn":
                    options = options with { Ncnn = Path.GetFullPath(Value()) };
                    if (!File.Exists(options.Ncnn))
                        throw new FormatException($"--ncnn: {options.Ncnn} is no file.");
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case not null when arg.StartsWith('-'):
                    throw new FormatException($"unknown option {arg}.");
                default:
                    options = options with { Models = [.. options.Models, arg!] };
                    break;
            }
        }

        return options;
    }

    private static int Count(string option, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= most ? count : throw new FormatException($"{option} wants a number from 1 to {most}, got '{text}'.");

    private static long Macs(string text)
    {
        bool millions = text.EndsWith('M');
        return double.TryParse(millions ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0
            ? (long)(millions ? 1e6 * value : value)
            : throw new FormatException($"--models-under wants a number of multiply-adds such as 15M, got '{text}'.");
    }
}
