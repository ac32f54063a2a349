using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Commands;

/// <summary>Arguments and options that several commands have, always under the same name.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "An .ecnn or .onnx file." };

    public static Option<string> TestData() => new("--data") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR with a sub-folder of pictures for each class, tree:DIR with folders of folders, or table:FILE.csv; of parts, test is used.", HelpName = "DATA", Required = true };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document on standard output." };

    public static Option<string> Out(string description) => new("--out", "-o") { Description = description, HelpName = "PATH", Required = true };

    /// <summary>A kernel set, refused before anything else is done if it is unknown or not for this processor.</summary>
    public static Option<string?> Kernels()
    {
        var option = new Option<string?>("--kernels") { Description = "Force a kernel set: neon-dot, neon, avx512, avx-vnni, avx2 or portable.", HelpName = "SET" };
        option.Validators.Add(result =>
        {
            try
            {
                if (result.Tokens is [var name])
                    KernelChoice.Of(name.Value);
            }
            catch (EdgeCnnException error)
            {
                result.AddError(error.Message);
            }
        });
        return option;
    }

    public static Option<int> Golden() => Count("--golden", "Golden vectors to write beside the model: random inputs and the exact outputs; 0 for none.", 0, least: 0, most: 10_000);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<int> Count(string name, string description, int fallback, int least = 1, int most = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1 || !int.TryParse(result.Tokens[0].Value, out int value))
                return;
            if (value < least)
                result.AddError($"{name} wants at least {least}, got {value}.");
            if (value > most)
                result.AddError($"{name} wants at most {most}, got {value}.");
        });
        return option;
    }

    /// <summary>Adds arguments and options in the order of the help.</summary>
    public static Command With(this Command command, params ReadOnlySpan<Symbol> symbols)
    {
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }

        return command;
    }
}
