using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace EdgeCnn.Cli;

/// <summary>
/// What a command says: its result on standard output, as text or as one JSON document; everything else on standard
/// error. A progress bar is shown on a terminal only.
/// </summary>
internal sealed class CommandOutput(bool json)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IAnsiConsole error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>The command's result.</summary>
    public void Result(object document, string text) => Console.WriteLine(json ? JsonSerializer.Serialize(document, Indented) : text);

    /// <summary>A line beside the result.</summary>
    public void Note(string text) => Console.Error.WriteLine(text);

    /// <summary>Runs work under a bar with rate and time left.</summary>
    /// <param name="title">What is going on.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="work">Gets a function that takes (steps done, what is shown).</param>
    public void Progress(string title, double total, Action<Action<double, string>> work)
    {
        if (Console.IsErrorRedirected)
        {
            work((_, _) => { });
            return;
        }

        error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: total);
                work((done, text) =>
                {
                    task.Value = done;
                    task.Description = Markup.Escape($"{title} {text}");
                });
                task.Value = total;
            });
    }
}
