using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>Reads comma-separated values. Source: RFC 4180; a line may also end in a line feed alone, a file may begin with a byte order mark.</summary>
/// <remarks>A quoted field keeps its line ends and commas, and "" in it is one quote; other fields are taken as they are, blanks included. Empty lines are no rows.</remarks>
/// <param name="text">The file's text, read as it is needed.</param>
/// <param name="source">The name to use in errors.</param>
internal sealed class CsvReader(TextReader text, string source)
{
    private const int MaxFieldLength = 1 << 20; // a quote that never ends must not take the whole file into one field
    private readonly StringBuilder field = new();
    private int line = 1;

    /// <summary>Reads the next row.</summary>
    /// <returns>The number of the line in which it begins, from 1, and its fields; null at the end.</returns>
    /// <exception cref="EdgeCnnException">A quote is where none may be, or does not end.</exception>
    public (int Line, List<string> Fields)? Next()
    {
        while (text.Peek() is '\r' or '\n')
            EndLine();
        if (text.Peek() < 0)
            return null;
        int start = line;
        List<string> fields = [];
        while (true)
        {
            fields.Add(text.Peek() == '"' ? Quoted() : Plain());
            switch (text.Peek())
            {
                case ',':
                    text.Read();
                    break;
                case < 0:
                    return (start, fields);
                case '\r' or '\n':
                    EndLine();
                    return (start, fields);
                default:
                    throw Error($"'{(char)text.Peek()}' follows a closing quote; expected a comma or the end of the line. Double quotes that belong to the text");
            }
        }
    }

    private string Plain()
    {
        field.Clear();
        while (text.Peek() is >= 0 and not (',' or '\r' or '\n'))
        {
            if (text.Peek() == '"')
                throw Error("a quote inside a field that does not begin with one. Put the field in quotes and double its own");
            Append((char)text.Read());
        }

        return field.ToString();
    }

    private string Quoted()
    {
        int start = line;
        field.Clear();
        text.Read();
        while (true)
        {
            switch (text.Peek())
            {
                case < 0:
                    line = start;
                    throw Error("a quote is opened here and never closed. Close it");
                case '"':
                    text.Read();
                    if (text.Peek() != '"')
                        return field.ToString();
                    Append((char)text.Read());
                    break;
                case '\r' or '\n':
                    EndLine();
                    Append('\n');
                    break;
                default:
                    Append((char)text.Read());
                    break;
            }
        }
    }

    private void Append(char letter)
    {
        if (field.Length == MaxFieldLength)
            throw Error($"a field of more than {MaxFieldLength} characters; a quote before it may be missing. Look for it");
        field.Append(letter);
    }

    private void EndLine()
    {
        if (text.Read() == '\r' && text.Peek() == '\n')
            text.Read();
        line++;
    }

    private EdgeCnnException Error(string detail) => new($"{source}, line {line}: {detail}.");
}
