namespace EdgeCnn.Cli.Deployment;

/// <summary>Makes one line for the shell at the other end, which splits it into the same words again.</summary>
internal static class ShellWords
{
    /// <summary>The words in single quotes where a shell could see anything in them.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A word in single quotes where a shell could see anything in it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '@' or '=' or ',' or '+')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
