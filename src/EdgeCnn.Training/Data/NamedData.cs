using EdgeCnn.Graph;

namespace EdgeCnn.Training.Data;

/// <summary>A data set named as <c>kind:directory</c>, with the normalisation that goes with it.</summary>
/// <param name="Kind">For example <c>mnist</c>.</param>
/// <param name="Directory">Where its files lie.</param>
public sealed record NamedData(string Kind, string Directory)
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Clothes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Reads <c>kind:directory</c>.</summary>
    /// <exception cref="EdgeCnnException">The kind is unknown or the directory is missing.</exception>
    public static NamedData Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        if (kind is not ("mnist" or "fashion-mnist" or "cifar10") || colon < 0 || colon == text.Length - 1)
            throw new EdgeCnnException($"data '{text}': expected mnist:DIRECTORY, fashion-mnist:DIRECTORY or cifar10:DIRECTORY.", ExitCode.Usage);
        return new NamedData(kind, text[(colon + 1)..]);
    }

    /// <summary>Opens the training or the test part.</summary>
    /// <exception cref="EdgeCnnException">A file is missing or damaged.</exception>
    public IDataset Open(bool train) => Kind switch
    {
        "cifar10" => CifarDataset.Load(Directory, train),
        "mnist" => IdxDataset.Load(Directory, train, Digits),
        _ => IdxDataset.Load(Directory, train, Clothes),
    };

    /// <summary>How a network trained on this data wants its pictures.</summary>
    /// <remarks>Mean and standard deviation are those of the training pixels, in units of 255.</remarks>
    public InputContract Contract(IDataset data)
    {
        var picture = data.Picture(0);
        return new InputContract
        {
            Height = picture.Height,
            Width = picture.Width,
            Color = Kind == "cifar10" ? ColorOrder.Rgb : ColorOrder.Gray,
            Mean = Kind switch { "cifar10" => [0.4914f, 0.4822f, 0.4465f], "mnist" => [0.1307f], _ => [0.2860f] },
            Std = Kind switch { "cifar10" => [0.2470f, 0.2435f, 0.2616f], "mnist" => [0.3081f], _ => [0.3530f] },
            Labels = [.. data.Labels],
        };
    }
}
