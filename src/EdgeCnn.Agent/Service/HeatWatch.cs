using System.Globalization;

namespace EdgeCnn.Agent.Service;

/// <summary>Says once when the processor gets hotter than a limit, and once when it is well below it again.</summary>
/// <remarks>Threading: one thread.</remarks>
/// <param name="read">The temperature in degrees Celsius; null where the board does not tell.</param>
/// <param name="limit">The limit in degrees Celsius.</param>
/// <param name="say">Gets the lines.</param>
internal sealed class HeatWatch(Func<double?> read, double limit, Action<string> say)
{
    // Around the limit a reading wavers by a degree or two.
    private const double Margin = 5;
    private bool hot;

    /// <summary>Reads the temperature.</summary>
    public void Look()
    {
        if (read() is not { } celsius)
            return;
        if (!hot && celsius > limit)
        {
            hot = true;
            say(string.Create(CultureInfo.InvariantCulture, $"temperature: the processor has {celsius:0} °C, expected at most {limit:0} (limits.celsius); it will slow down. Give it a heat sink, a fan or fewer pictures a second."));
        }
        else if (hot && celsius < limit - Margin)
        {
            hot = false;
            say(string.Create(CultureInfo.InvariantCulture, $"temperature: {celsius:0} °C, below {limit:0} again"));
        }
    }
}
