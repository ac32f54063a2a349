using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>The agent's command line: no package on the board, so a table of its own.</summary>
internal static class OptionTable
{
    public const string Hint = "See 'edgecnn-agent --help'.";

    public const string Help = """
        edgecnn-agent: runs a model on a board.

        Commands:
          run MODEL --camera CAMERA   classify a camera's pictures and show them on a page
          run --demo                  classify the pictures that come with the project

        'edgecnn-agent run --help' lists the options. 'edgecnn-agent --version' prints the version.
        """;

    private const string RunHint = "See 'edgecnn-agent run --help'.";

    private static readonly Option[] RunOptionRows =
    [
        new("--demo", null, "the committed model on its committed pictures", (o, _) => o.Demo = true),
        new("--camera", "CAMERA", "files:DIR (a folder of pictures) or synthetic", (o, text) => o.Camera = text),
        new("--frames", "N", "stop after N pictures", (o, text) => o.Frames = Whole(text, 1, long.MaxValue)),
        new("--fps", "N", "pictures a second at most", (o, text) => o.FramesPerSecond = Whole(text, 1, 1000)),
        new("--loop", null, "begin again after the last picture of a folder", (o, _) => o.Loop = true),
        new("--top", "N", "classes in each line (3)", (o, text) => o.Top = (int)Whole(text, 1, 1000)),
        new("--hash", null, "print the SHA-256 over all outputs at the end", (o, _) => o.Hash = true),
        new("--kernels", "SET", "neon-dot, neon, avx2 or portable; the best one is chosen otherwise", (o, text) => o.Kernels = text),
        new("--port", "PORT", "the live page's port on 127.0.0.1 (8080)", (o, text) => o.Port = (int)Whole(text, 1, 65535)),
        new("--no-page", null, "no live page", (o, _) => o.Page = false),
    ];

    /// <summary>The help of <c>run</c>, made from the table.</summary>
    public static string RunHelp =>
        "edgecnn-agent run: classifies pictures; one JSON line for each on standard output.\n\n"
        + "Usage:\n  edgecnn-agent run MODEL --camera CAMERA [options]\n  edgecnn-agent run --demo [options]\n\nOptions:\n"
        + string.Concat(RunOptionRows.Select(row => $"  {$"{row.Name} {row.Value}",-18}{row.Description}\n"))
        + "\nExample:\n  edgecnn-agent run models/mnist-cnn/model.ecnn --camera files:models/mnist-cnn/samples --no-page --hash";

    /// <summary>Reads the arguments of <c>run</c>.</summary>
    /// <exception cref="EdgeCnnException">An option is unknown, incomplete or contradicts another one.</exception>
    public static RunOptions ParseRun(ReadOnlySpan<string> args)
    {
        var options = new RunOptions();
        for (int i = 0; i < args.Length; i++)
        {
            string text = args[i];
            if (!text.StartsWith('-'))
            {
                if (options.Model.Length > 0)
                    throw Usage($"one model at a time, got '{options.Model}' and '{text}'.");
                options.Model = text;
                continue;
            }

            Option row = RunOptionRows.FirstOrDefault(row => row.Name == text) ?? throw Usage($"unknown option '{text}'.");
            if (row.Value is not null && (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal)))
                throw Usage($"option {row.Name} wants a value: {row.Name} {row.Value}.");
            try
            {
                row.Set(options, row.Value is null ? "" : args[++i]);
            }
            catch (FormatException error)
            {
                throw Usage($"option {row.Name}: {error.Message}");
            }
        }

        return Checked(options);
    }

    private static RunOptions Checked(RunOptions options)
    {
        if (options.Demo && (options.Model.Length > 0 || options.Camera.Length > 0))
            throw Usage("--demo brings its own model and pictures; leave MODEL and --camera out.");
        if (!options.Demo && options.Model.Length == 0)
            throw Usage("MODEL is missing.");
        if (!options.Demo && options.Camera.Length == 0)
            throw Usage("--camera is missing: files:DIR or synthetic.");
        return options;
    }

    private static long Whole(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new FormatException($"expected a whole number from {least} to {most}, got '{text}'.");

    private static EdgeCnnException Usage(string message) => new($"run: {message} {RunHint}", ExitCode.Usage);

    private sealed record Option(string Name, string? Value, string Description, Action<RunOptions, string> Set);
}
