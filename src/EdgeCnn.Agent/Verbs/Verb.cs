using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Verbs;

/// <summary>The first word of the command line.</summary>
internal abstract class Verb
{
    /// <summary>The word.</summary>
    public abstract string Name { get; }

    /// <summary>Its lines in the program's help: how it is called, and what for.</summary>
    public abstract (string Call, string Purpose)[] Summary { get; }

    /// <summary>Its own help.</summary>
    public abstract string Help { get; }

    /// <summary>Reads the arguments and does the work.</summary>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="EdgeCnnException">The arguments are wrong, or the work failed.</exception>
    public abstract int Run(ReadOnlySpan<string> args, VerbStreams streams);

    /// <summary>The error for arguments that are wrong.</summary>
    protected EdgeCnnException Usage(string message) => new($"{Name}: {message} See 'edgecnn-agent {Name} --help'.", ExitCode.Usage);
}

/// <summary>A verb whose arguments become an options object.</summary>
internal abstract class Verb<T> : Verb
    where T : class, new()
{
    /// <summary>The options, in the order of the help.</summary>
    protected abstract Option<T>[] Options { get; }

    /// <summary>What may stand there without a dash; null for nothing.</summary>
    protected virtual Argument<T>? Argument => null;

    /// <summary>The first lines of the help.</summary>
    protected abstract string Purpose { get; }

    /// <summary>The help's last line: arguments that work in the project's folder.</summary>
    protected abstract string Example { get; }

    /// <inheritdoc/>
    public override string Help =>
        $"edgecnn-agent {Name}: {Purpose}\n\nUsage:\n"
        + string.Concat(Summary.Select(line => $"  edgecnn-agent {line.Call}{(Options.Length == 0 ? "" : " [options]")}\n"))
        + (Options.Length == 0 ? "" : "\nOptions:\n") + string.Concat(Options.Select(row => $"  {$"{row.Name} {row.Value}",-20}{row.Description}\n"))
        + $"\nExample:\n  edgecnn-agent {Name} {Example}";

    /// <inheritdoc/>
    public override int Run(ReadOnlySpan<string> args, VerbStreams streams) => Run(Parse(args), streams);

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="EdgeCnnException">An option is unknown, incomplete or contradicts another one; an argument is missing or too many.</exception>
    public T Parse(ReadOnlySpan<string> args)
    {
        var options = new T();
        Option<T>[] rows = Options;
        Argument<T>? argument = Argument;
        int given = 0;
        string last = "";
        for (int i = 0; i < args.Length; i++)
        {
            string text = args[i];
            if (!text.StartsWith('-'))
            {
                if (given++ == (argument?.Most ?? 0))
                    throw Usage(argument is null ? $"unknown argument '{text}'." : $"'{text}' is too many behind '{last}'; expected {argument.Name}{(argument.Most > 1 ? $" at most {argument.Most} times" : " once")}.");
                argument!.Set(options, last = text);
                continue;
            }

            Option<T> row = rows.FirstOrDefault(row => row.Name == text) ?? throw Usage($"unknown option '{text}'.");
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

        if (given < (argument?.Least ?? 0) || (argument is { Least: > 0 } && last.Length == 0))
            throw Usage($"{argument!.Name} is missing.");
        Check(options);
        return options;
    }

    /// <summary>Refuses options that contradict each other, by throwing <see cref="Verb.Usage"/>.</summary>
    protected virtual void Check(T options)
    {
    }

    /// <summary>Does the work.</summary>
    protected abstract int Run(T options, VerbStreams streams);
}
