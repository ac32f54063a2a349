using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>The files of a run: which input each <c>name=file</c> means, and safe names for the outputs' files.</summary>
internal static class TensorFiles
{
    private const int MaxNameLength = 100;

    /// <summary>The files in the order of the inputs.</summary>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="given">Texts <c>name=file</c>.</param>
    /// <exception cref="EdgeCnnException">A name is unknown or there twice, or an input has no file.</exception>
    public static string[] Assign(IReadOnlyList<TensorInfo> inputs, IReadOnlyList<string> given)
    {
        string[] files = new string[inputs.Count];
        string all = string.Join(", ", inputs.Select(input => $"{input}"));
        foreach (string text in given)
        {
            // A tensor's name may hold '=' itself, so the names decide where it ends.
            TensorInfo input = inputs.Where(input => text.StartsWith(input.Name + "=", StringComparison.Ordinal) && text.Length > input.Name.Length + 1).MaxBy(input => input.Name.Length)
                ?? throw new EdgeCnnException($"--tensor '{text}': expected NAME=FILE.npy with an input's name. Inputs: {all}.", ExitCode.Usage);
            int index = inputs.Index().First(item => item.Item == input).Index;
            if (files[index] is not null)
                throw new EdgeCnnException($"--tensor: input '{input.Name}' is given twice.", ExitCode.Usage);
            files[index] = text[(input.Name.Length + 1)..];
        }

        string[] missing = [.. inputs.Index().Where(item => files[item.Index] is null).Select(item => item.Item.Name)];
        return missing.Length == 0 ? files : throw new EdgeCnnException($"--tensor is missing for {string.Join(", ", missing.Select(name => $"'{name}'"))}. Inputs: {all}.", ExitCode.Usage);
    }

    /// <summary>A file name for each tensor: no separators, no leading dot, none twice.</summary>
    public static string[] Names(IEnumerable<string> tensors)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. tensors.Select(tensor => Free(Safe(tensor), taken) + ".npy")];
    }

    private static string Safe(string tensor)
    {
        var name = new StringBuilder();
        foreach (char c in tensor.AsSpan(0, Math.Min(tensor.Length, MaxNameLength)))
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && name.Length > 0) ? c : '_');
        return name.Length == 0 ? "_" : name.ToString();
    }

    private static string Free(string name, HashSet<string> taken)
    {
        string free = name;
        for (int i = 2; !taken.Add(free); i++)
            free = $"{name}_{i}";
        return free;
    }
}
