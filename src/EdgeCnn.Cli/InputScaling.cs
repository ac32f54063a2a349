using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli;

/// <summary>What a user says of a model's input where the model does not say it itself.</summary>
/// <param name="Range">0..1 or 0..255: what a pixel's 0..255 becomes.</param>
/// <param name="Mean">Subtracted; one number or one for each channel.</param>
/// <param name="Std">Divides; one number or one for each channel.</param>
/// <param name="Crop">How a picture of another shape is fitted: center, letterbox or stretch.</param>
internal sealed record InputScaling(string? Range, string? Mean, string? Std, string? Crop = null)
{
    /// <summary>The model's own contract, or the one that the user's options make.</summary>
    /// <exception cref="EdgeCnnException">Neither is there, both are, or they do not fit.</exception>
    public InputContract Contract(string model, InferenceSession session, IReadOnlyList<string> labels)
    {
        InputContract contract = Contract(model, session.Contract, session.Inputs[0], labels);
        if (session.Contract is null && session.Outputs[0].Shape.Elements != labels.Count)
            throw new EdgeCnnException($"{model}: {session.Outputs[0].Shape.Elements} outputs for {labels.Count} classes of the data.");
        return contract;
    }

    /// <summary>The same for a model that is not run as it is: its outputs need not be the labels'.</summary>
    /// <exception cref="EdgeCnnException">Neither is there, both are, or they do not fit.</exception>
    public InputContract Contract(string model, InputContract? own, TensorInfo picture, IReadOnlyList<string> labels)
    {
        bool given = Range is not null || Mean is not null || Std is not null || Crop is not null;
        if (own is { } contract)
            return given ? throw new EdgeCnnException($"{model}: says itself how it wants its pictures; leave --input-range, --mean, --std and --crop out.", ExitCode.Usage) : contract;
        if (Range is null)
            throw new EdgeCnnException($"{model}: holds no input contract. Say what it was trained on: --input-range 0..1 or 0..255, and --mean and --std if it was normalised.", ExitCode.Usage);
        Shape input = picture.Shape;
        if (input.Rank != 4 || input[0] != 1 || input[3] is not (1 or 3))
            throw new EdgeCnnException($"{model}: input {picture} is not one picture of 1 or 3 channels.");
        return new InputContract
        {
            Height = input[1],
            Width = input[2],
            Color = input[3] == 1 ? ColorOrder.Gray : ColorOrder.Rgb,
            Crop = Fit(Crop),
            Divisor = Range == "0..255" ? 1f : null,
            Mean = Numbers("--mean", Mean, 0f, input[3]),
            Std = Numbers("--std", Std, 1f, input[3]),
            Labels = [.. labels],
        };
    }

    /// <summary>The rule of a word; the centre unless given.</summary>
    public static CropMode Fit(string? word) => word switch { "letterbox" => CropMode.Letterbox, "stretch" => CropMode.Stretch, _ => CropMode.Center };

    /// <summary>What is said where a model without a contract gets pictures of another size: a guess would look like a result.</summary>
    public static EdgeCnnException Unfitted(string model, InputContract contract) =>
        new($"{model}: expects pictures of {contract.Width}x{contract.Height} and does not say how others are fitted. Say it with --crop.", ExitCode.Usage);

    private static ImmutableArray<float> Numbers(string option, string? text, float fallback, int channels)
    {
        string[] parts = text is null ? [] : text.Split(',');
        if (parts.Length == 0)
            return [.. Enumerable.Repeat(fallback, channels)];
        float[] numbers = [.. parts.Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? number
            : throw new EdgeCnnException($"{option}: expected numbers with commas, got '{text}'.", ExitCode.Usage))];
        if (numbers.Length != 1 && numbers.Length != channels)
            throw new EdgeCnnException($"{option}: expected 1 or {channels} numbers, got {numbers.Length}.", ExitCode.Usage);
        return numbers.Length == channels ? [.. numbers] : [.. Enumerable.Repeat(numbers[0], channels)];
    }
}
