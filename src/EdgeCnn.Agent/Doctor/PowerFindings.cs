using System.Globalization;
using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Supply and heat: what slows a board down without a word.</summary>
internal static class PowerFindings
{
    /// <summary>From here on a Raspberry Pi's firmware takes the clock down.</summary>
    public const double HotCelsius = 80;

    /// <summary>Not far from it.</summary>
    public const double WarmCelsius = 70;

    private const string Supply = "Use the board's own power supply and a short cable, and give USB devices a supply of their own.";
    private const string Cooling = "Give it a heat sink or a fan, and air.";

    /// <summary>All of them.</summary>
    /// <param name="reading">What the board's sensors say.</param>
    public static IEnumerable<Finding> Of(BoardReading reading)
    {
        yield return reading.Throttling is { } throttling ? OfThrottling(throttling) : new Finding("power", FindingLevel.Ok, "the board tells nothing of its supply");
        if (reading.Celsius is { } celsius)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{celsius:F1} °C");
            yield return celsius >= HotCelsius ? new Finding("temperature", FindingLevel.Fix, $"{text}: the clock is taken down from {HotCelsius} °C on.", Cooling)
                : celsius >= WarmCelsius ? new Finding("temperature", FindingLevel.Note, $"{text}: the clock is taken down from {HotCelsius} °C on.", Cooling)
                : new Finding("temperature", FindingLevel.Ok, text);
        }
    }

    private static Finding OfThrottling(Throttling throttling)
    {
        string now = Throttling.Describe(throttling.Now), since = Throttling.Describe(throttling.SinceStart);
        if (throttling.Now != 0)
            return new Finding("power", FindingLevel.Fix, $"now: {now} ({throttling}).", throttling.UnderVoltageNow ? Supply : Cooling);
        return throttling.SinceStart != 0
            ? new Finding("power", FindingLevel.Note, $"not now, but since the board was started: {since} ({throttling}).", throttling.UnderVoltageSinceStart ? Supply : Cooling)
            : new Finding("power", FindingLevel.Ok, "neither under-voltage nor throttling since the board was started");
    }
}
