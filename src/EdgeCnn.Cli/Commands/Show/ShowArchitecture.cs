using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Tables;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Summaries;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary><c>edgecnn show architecture</c>: networks layer by layer, several side by side.</summary>
internal static class ShowArchitecture
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "Architectures, two or more side by side; without one the list of all.", Arity = ArgumentArity.ZeroOrMore };
        Option<int> size = CommonOptions.Count("--size", "Rows and columns of the input; 0 for the architecture's own.", 0, least: 0, most: 1024);
        Option<int> classes = CommonOptions.Count("--classes", "Classes; 0 for the architecture's own.", 0, least: 0, most: 100_000);
        var width = new Option<double>("--width") { Description = "Factor of the channels: resnet8, mobilenets.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
        Option<int> pool = CommonOptions.Count("--pool", "Size of the max pools: cifar-seed.", 2, most: 8);
        var filters = new Option<string>("--filters") { Description = "Filters of the convolutions: cifar-seed.", HelpName = "N-N-N", DefaultValueFactory = _ => string.Empty };
        var dropout = new Option<float>("--dropout") { Description = "Dropout before the last layer.", HelpName = "RATE" };
        var norm = new Option<bool>("--batch-norm") { Description = "Batch normalizations after the convolutions: cifar-seed, mnist-cnn." };
        var path = new Option<string?>("--out", "-o") { Description = "A picture of the table to write too, .svg or .png.", HelpName = "PATH" };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("architecture", "Shows networks layer by layer: output, parameters, multiply-adds.", "edgecnn show architecture mnist-cnn mlp")
            .With(names, size, classes, width, pool, filters, dropout, norm, path, json);
        command.SetAction(parsed =>
        {
            var recipe = new Recipe { Architecture = string.Empty, Data = string.Empty, Width = parsed.GetValue(width), Pool = parsed.GetValue(pool), Filters = parsed.GetValue(filters)!, Dropout = parsed.GetValue(dropout), BatchNorm = parsed.GetValue(norm) };
            var output = new CommandOutput(parsed.GetValue(json));
            string[] wanted = parsed.GetValue(names) ?? [];
            if (wanted.Length == 0 && parsed.GetValue(path) is not null)
                throw new EdgeCnnException("show architecture: --out draws the networks that are named; give a NAME, or several. Without one the list of all is text only.", ExitCode.Usage);
            return wanted.Length == 0 ? List(output) : Show([.. wanted.Select(name => Of(name, recipe, parsed.GetValue(size), parsed.GetValue(classes)))], parsed.GetValue(path), output);
        });
        return command;
    }

    private static int List(CommandOutput output)
    {
        var all = ArchitectureTable.All;
        output.Result(
            new { architectures = all.Select(one => new { one.Name, one.Title, input = one.Input.Dims, one.Classes, one.Source }) },
            string.Join('\n', ArchitectureText.Align([["name", "", "input", "classes"], .. all.Select(one => (string[])[one.Name, one.Title, string.Join('×', one.Input.Dims), $"{one.Classes}"])], leftColumns: 2)));
        return 0;
    }

    private static int Show(ArchitectureView[] views, string? path, CommandOutput output)
    {
        if (path is not null)
            Draw(views).Save(path);
        object[] documents = [.. views.Select(view => view.Document())];
        output.Result(documents.Length == 1 ? documents[0] : new { architectures = documents }, ArchitectureText.SideBySide(views));
        return 0;
    }

    private static ArchitectureView Of(string name, Recipe recipe, int size, int classes)
    {
        Architecture architecture = ArchitectureTable.Find(name);
        Shape input = size > 0 ? new Shape(size, size, architecture.Input[2]) : architecture.Input;
        int outputs = classes > 0 ? classes : architecture.Classes;
        Network network = RecipeReader.Network(recipe with { Architecture = name }, input, outputs, new NoInitializer());
        return new ArchitectureView(architecture, input, outputs, NetworkSummary.Of(network));
    }

    private static Plot Draw(ArchitectureView[] views) => views is [var one]
        ? SweepTable.Draw(
            $"{one.Architecture.Name}: {one.Architecture.Title}",
            [new SweepColumn("parameters", Format: "#,0"), new SweepColumn("multiply-adds", Format: "#,0")],
            [.. one.Summary.Layers.Select(layer => new SweepRow($"{layer.Name}: {layer.Kind}", [layer.Parameters, layer.MultiplyAdds], layer.OutputText)), new SweepRow("all", [one.Summary.Parameters, one.Summary.MultiplyAdds])])
        : SweepTable.Draw(
            "Architectures",
            [new SweepColumn("layers", Format: "#,0"), new SweepColumn("parameters", Format: "#,0"), new SweepColumn("multiply-adds", Format: "#,0")],
            [.. views.Select(view => new SweepRow(view.Architecture.Name, [view.Summary.Layers.Length, view.Summary.Parameters, view.Summary.MultiplyAdds], $"{string.Join('×', view.Input.Dims)} to {view.Classes} classes"))]);
}
