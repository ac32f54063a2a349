using System.Globalization;
using EdgeCnn.Training.Data.Health;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeCnn.Cli.Datasets;

/// <summary>A health report for people: tables with bars, then warnings.</summary>
internal static class DataHealthText
{
    private const int BarWidth = 30;
    private const int MostSizes = 8;
    private const int MostClasses = 40;
    private const int Width = 4000; // a warning stays one line, which a terminal breaks and a search finds

    public static string Of(DataHealth health)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect, Interactive = InteractionSupport.No });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(Overview(health));
        console.Write(Classes(health));
        console.Write(Sizes(health));
        foreach (HealthWarning warning in health.Warnings)
            console.MarkupLine($"[{(warning.IsFailure ? "red" : "yellow")}]{(warning.IsFailure ? "✗" : "!")}[/] [bold]{warning.Kind}[/]: {Markup.Escape(warning.Message)}");
        console.MarkupLine(health.IsSound ? "[green]✓[/] every picture can be read, and none is in two parts" : "[red]✗[/] not fit to train on as it is");
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd();
    }

    private static Table Overview(DataHealth health)
    {
        Table table = Start(health.Name, "part", "pictures", "unreadable", "grey", "imbalance", "mean", "std");
        foreach (PartHealth part in health.Parts)
            table.AddRow(Cells(Name(part), N(part.Pictures), N(part.Unreadable.Count), N(part.Grey), string.Create(CultureInfo.InvariantCulture, $"{part.Imbalance:F2}"), Channels(part.Mean), Channels(part.Std)));
        return table;
    }

    private static Table Classes(DataHealth health)
    {
        Table table = Start("classes", ["class", .. health.Parts.Select(Name), Name(health.Parts[0])]);
        PartHealth first = health.Parts[0];
        int most = Math.Max(1, first.Classes.Max(entry => entry.Pictures));
        for (int i = 0; i < Math.Min(first.Classes.Count, MostClasses); i++)
            table.AddRow(Cells([first.Classes[i].Label, .. health.Parts.Select(part => N(part.Classes[i].Pictures)), Bar(first.Classes[i].Pictures, most)]));
        if (first.Classes.Count > MostClasses)
            table.AddRow(Cells([$"{first.Classes.Count - MostClasses} more", .. health.Parts.Select(_ => ""), ""]));
        return table;
    }

    private static Table Sizes(DataHealth health)
    {
        PartHealth first = health.Parts[0];
        Table table = Start($"sizes of the {Name(first)} part", "width x height", "pictures", "");
        foreach (PictureSize size in first.Sizes.Take(MostSizes))
            table.AddRow(Cells($"{size.Width}x{size.Height}", N(size.Pictures), Bar(size.Pictures, first.Sizes[0].Pictures)));
        if (first.Sizes.Count > MostSizes)
            table.AddRow(Cells($"{first.Sizes.Count - MostSizes} more", N(first.Sizes.Skip(MostSizes).Sum(size => size.Pictures)), ""));
        return table;
    }

    private static Table Start(string title, params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(new TableTitle(Markup.Escape(title), new Style(decoration: Decoration.Bold)));
        foreach (string column in columns)
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        for (int i = 1; i < columns.Length; i++)
        {
            // Numbers at the right, bars and lists of numbers at the left.
            if (columns[i].Length > 0 && columns[i] is not ("mean" or "std") && i < columns.Length - (columns[0] == "class" ? 1 : 0))
                table.Columns[i].RightAligned();
        }

        return table;
    }

    private static IEnumerable<IRenderable> Cells(params string[] cells) => cells.Select(cell => new Text(cell));

    private static string Name(PartHealth part) => part.Part.ToString().ToLowerInvariant();

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Channels(IReadOnlyList<double> values) => string.Join(" ", values.Select(value => value.ToString("F4", CultureInfo.InvariantCulture)));

    // Eighths of a character, so that small differences are seen; what is there at all has at least one.
    private static string Bar(int value, int most)
    {
        int eighths = value == 0 ? 0 : Math.Max(1, (int)((long)value * BarWidth * 8 / most));
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[(eighths % 8) - 1]);
    }
}
