using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>The agent's command line: no package on the board, so a table of its own.</summary>
internal static class OptionTable
{
    private const int MostThreads = 64;

    public const string Hint = "See 'edgecnn-agent --help'.";

    public const string Help = """
        edgecnn-agent: runs a model on a board.

        Commands:
          run MODEL --camera CAMERA   classify a camera's pictures and show them on a page
          run --demo                  classify the pictures that come with the project
          bench MODEL...              measure the start, steady runs and layers of models
          tune MODEL                  measure which kernels are fastest here and store that beside the model
          doctor                      say what this board is, and what must be fixed
          selftest [--golden DIR]     check this processor's kernels and golden vectors of models

        'edgecnn-agent COMMAND --help' lists the options. 'edgecnn-agent --version' prints the version.
        """;

    private static Option<RunOptions>[] RunOptionRows =>
    [
        new("--demo", null, "the committed model on its committed pictures", (o, _) => o.Demo = true),
        new("--camera", "CAMERA", "files:DIR (a folder of pictures) or synthetic", (o, text) => o.Camera = text),
        new("--frames", "N", "stop after N pictures", (o, text) => o.Frames = Whole(text, 1, long.MaxValue)),
        new("--fps", "N", "pictures a second at most", (o, text) => o.FramesPerSecond = Whole(text, 1, 1000)),
        new("--loop", null, "begin again after the last picture of a folder", (o, _) => o.Loop = true),
        new("--top", "N", "classes in each line (3)", (o, text) => o.Top = (int)Whole(text, 1, 1000)),
        new("--hash", null, "print the SHA-256 over all outputs at the end", (o, _) => o.Hash = true),
        new("--kernels", "SET", "neon-dot, neon, avx512, avx-vnni, avx2 or portable; the best one is chosen otherwise", (o, text) => o.Kernels = text),
        new("--port", "PORT", "the live page's port on 127.0.0.1 (8080)", (o, text) => o.Port = (int)Whole(text, 1, 65535)),
        new("--threads", "N", "threads of a run; 0, as without it, for one a fast core", (o, text) => o.Threads = (int)Whole(text, 0, MostThreads)),
        new("--times", null, "tell on standard error how long the first result took", (o, _) => o.Times = true),
        new("--no-page", null, "no live page", (o, _) => o.Page = false),
    ];

    private static Option<BenchOptions>[] BenchOptionRows =>
    [
        new("--seconds", "N", "how long each number of threads is measured (10)", (o, text) => o.Seconds = Whole(text, 1, 86_400)),
        new("--runs", "N", "N steady runs instead, and nothing but them and the start", (o, text) => o.Runs = (int)Whole(text, 1, 1_000_000)),
        new("--threads", "N,N…", "threads of a run, one after the other (1); 0 for one a fast core", (o, text) => o.Threads = BenchOptions.ParseThreads(text, MostThreads)),
        new("--kernels", "SET", "force a kernel set", (o, text) => o.Kernels = text),
        new("--report", "FILE", "write an HTML page with pictures", (o, text) => o.Report = text),
        new("--strict", null, "leave with 5 if the board was throttled", (o, _) => o.Strict = true),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    private static Option<TuneOptions>[] TuneOptionRows =>
    [
        new("--seconds", "N", "how long to measure (10)", (o, text) => o.Seconds = Whole(text, 1, 3600)),
        new("--kernels", "SET", "measure this kernel set; otherwise the best one", (o, text) => o.Kernels = text),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    private static Option<DoctorOptions>[] DoctorOptionRows =>
    [
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    private static Option<SelftestOptions>[] SelftestOptionRows =>
    [
        new("--golden", "DIR", "check every *.golden.json below DIR with its model", (o, text) => o.Golden = text),
        new("--kernels", "SET", "check this kernel set only; otherwise all of this processor, and golden vectors with the best", (o, text) => o.Kernels = text),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];

    /// <summary>The help of <c>run</c>, made from the table.</summary>
    public static string RunHelp =>
        "edgecnn-agent run: classifies pictures; one JSON line for each on standard output.\n\n"
        + "Usage:\n  edgecnn-agent run MODEL --camera CAMERA [options]\n  edgecnn-agent run --demo [options]\n\nOptions:\n" + Rows(RunOptionRows)
        + "\nExample:\n  edgecnn-agent run models/mnist-cnn/model.ecnn --camera files:models/mnist-cnn/samples --no-page --hash";

    /// <summary>The help of <c>selftest</c>.</summary>
    public static string SelftestHelp =>
        "edgecnn-agent selftest: compares every kernel of this processor with the formula that it must follow, and models with\n"
        + "their golden vectors, byte for byte. Leaves with 5 if one differs.\n\n"
        + "Usage:\n  edgecnn-agent selftest [options]\n\nOptions:\n" + Rows(SelftestOptionRows)
        + "\nExample:\n  edgecnn-agent selftest --golden models";

    /// <summary>The help of <c>bench</c>.</summary>
    public static string BenchHelp =>
        "edgecnn-agent bench: measures from the program's first line to a model's first result (load, plan, first run), then steady\n"
        + "runs, layers against what this core can do at most, and the board's temperature and clock. Ctrl-C ends it early.\n\n"
        + "Usage:\n  edgecnn-agent bench MODEL... [options]\n\nOptions:\n" + Rows(BenchOptionRows)
        + "\nExample:\n  edgecnn-agent bench models/mnist-cnn/model.ecnn --seconds 20 --threads 1,2 --report bench.html";

    /// <summary>The help of <c>tune</c>.</summary>
    public static string TuneHelp =>
        "edgecnn-agent tune: times every kernel that could compute a layer, at each layer of a model, and stores the fastest in\n"
        + "MODEL.tune.json. Programs of this processor use it from then on; int8 results stay equal byte for byte, float ones within\n"
        + "the bound that their kernels state.\n\n"
        + "Usage:\n  edgecnn-agent tune MODEL [options]\n\nOptions:\n" + Rows(TuneOptionRows)
        + "\nExample:\n  edgecnn-agent tune models/mnist-cnn/model.ecnn --seconds 20";

    /// <summary>The help of <c>doctor</c>.</summary>
    public static string DoctorHelp =>
        "edgecnn-agent doctor: says what the processor is and can do, which kernels models get and why, and checks them. Leaves\n"
        + "with 4 if something must be fixed.\n\n"
        + "Usage:\n  edgecnn-agent doctor [options]\n\nOptions:\n" + Rows(DoctorOptionRows)
        + "\nExample:\n  edgecnn-agent doctor --json";

    /// <summary>The help of a command, or null for one that there is not.</summary>
    public static string? HelpOf(string command) => command switch
    {
        "run" => RunHelp,
        "bench" => BenchHelp,
        "tune" => TuneHelp,
        "doctor" => DoctorHelp,
        "selftest" => SelftestHelp,
        _ => null,
    };

    /// <summary>Reads the arguments of <c>run</c>.</summary>
    /// <exception cref="EdgeCnnException">An option is unknown, incomplete or contradicts another one.</exception>
    public static RunOptions ParseRun(ReadOnlySpan<string> args)
    {
        var options = new RunOptions();
        options.Model = Parse("run", args, RunOptionRows, options);
        if (options.Demo && (options.Model.Length > 0 || options.Camera.Length > 0))
            throw Usage("run", "--demo brings its own model and pictures; leave MODEL and --camera out.");
        if (!options.Demo && options.Model.Length == 0)
            throw Usage("run", "MODEL is missing.");
        if (!options.Demo && options.Camera.Length == 0)
            throw Usage("run", "--camera is missing: files:DIR or synthetic.");
        return options;
    }

    /// <summary>Reads the arguments of <c>selftest</c>.</summary>
    /// <inheritdoc cref="ParseRun"/>
    public static SelftestOptions ParseSelftest(ReadOnlySpan<string> args)
    {
        var options = new SelftestOptions();
        string rest = Parse("selftest", args, SelftestOptionRows, options);
        return rest.Length == 0 ? options : throw Usage("selftest", $"unknown argument '{rest}'; a folder goes behind --golden.");
    }

    /// <summary>Reads the arguments of <c>bench</c>.</summary>
    /// <inheritdoc cref="ParseRun"/>
    public static BenchOptions ParseBench(ReadOnlySpan<string> args)
    {
        var options = new BenchOptions();
        Parse("bench", args, BenchOptionRows, options, options.Models);
        if (options.Models.Count > BenchOptions.MostModels)
            throw Usage("bench", $"at most {BenchOptions.MostModels} models, got {options.Models.Count}.");
        return options.Models.Count > 0 ? options : throw Usage("bench", "MODEL is missing.");
    }

    /// <summary>Reads the arguments of <c>tune</c>.</summary>
    /// <inheritdoc cref="ParseRun"/>
    public static TuneOptions ParseTune(ReadOnlySpan<string> args)
    {
        var options = new TuneOptions();
        options.Model = Parse("tune", args, TuneOptionRows, options);
        return options.Model.Length > 0 ? options : throw Usage("tune", "MODEL is missing.");
    }

    /// <summary>Reads the arguments of <c>doctor</c>.</summary>
    /// <inheritdoc cref="ParseRun"/>
    public static DoctorOptions ParseDoctor(ReadOnlySpan<string> args)
    {
        var options = new DoctorOptions();
        string rest = Parse("doctor", args, DoctorOptionRows, options);
        return rest.Length == 0 ? options : throw Usage("doctor", $"unknown argument '{rest}'.");
    }

    // Gives the one argument that is no option, or nothing; a list takes several.
    private static string Parse<T>(string command, ReadOnlySpan<string> args, Option<T>[] rows, T options, List<string>? models = null)
    {
        string model = "";
        for (int i = 0; i < args.Length; i++)
        {
            string text = args[i];
            if (!text.StartsWith('-'))
            {
                models?.Add(text);
                if (model.Length > 0 && models is null)
                    throw Usage(command, $"one model at a time, got '{model}' and '{text}'.");
                model = text;
                continue;
            }

            Option<T> row = rows.FirstOrDefault(row => row.Name == text) ?? throw Usage(command, $"unknown option '{text}'.");
            if (row.Value is not null && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
                throw Usage(command, $"option {row.Name} wants a value: {row.Name} {row.Value}.");
            try
            {
                row.Set(options, row.Value is null ? "" : args[++i]);
            }
            catch (FormatException error)
            {
                throw Usage(command, $"option {row.Name}: {error.Message}");
            }
        }

        return model;
    }

    private static string Rows<T>(Option<T>[] rows) => string.Concat(rows.Select(row => $"  {$"{row.Name} {row.Value}",-18}{row.Description}\n"));

    private static long Whole(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new FormatException($"expected a whole number from {least} to {most}, got '{text}'.");

    private static EdgeCnnException Usage(string command, string message) => new($"{command}: {message} See 'edgecnn-agent {command} --help'.", ExitCode.Usage);

    private sealed record Option<T>(string Name, string? Value, string Description, Action<T, string> Set);
}
