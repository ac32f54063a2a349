using System.CommandLine;

namespace EdgeCnn.Cli.Commands;

/// <summary>The options that say how a model without a contract wants its pictures.</summary>
internal sealed class ScalingOptions
{
    private readonly Option<string?> range = new("--input-range") { Description = "For a model without a contract: what a pixel's 0..255 becomes, 0..1 or 0..255.", HelpName = "RANGE" };
    private readonly Option<string?> mean = new("--mean") { Description = "Subtracted after that; one number, or one for each channel, with commas.", HelpName = "M" };
    private readonly Option<string?> std = new("--std") { Description = "Divides after that.", HelpName = "S" };
    private readonly Option<string?> crop = new("--crop") { Description = "How a picture of another shape is fitted: center, letterbox or stretch.", HelpName = "RULE" };

    public ScalingOptions()
    {
        range.AcceptOnlyFromAmong("0..1", "0..255");
        crop.AcceptOnlyFromAmong("center", "letterbox", "stretch");
    }

    /// <summary>The options in the order of the help.</summary>
    public Symbol[] Symbols => [range, mean, std, crop];

    /// <summary>What the user gave.</summary>
    public InputScaling Read(ParseResult parsed) => new(parsed.GetValue(range), parsed.GetValue(mean), parsed.GetValue(std), parsed.GetValue(crop));
}
