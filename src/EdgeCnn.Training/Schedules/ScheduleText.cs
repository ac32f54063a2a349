using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Training.Schedules;

/// <summary>Schedules by name: constant, linear, cosine, step:EPOCHS:FACTOR, onecycle[:RISE], warmup:EPOCHS+SCHEDULE.</summary>
public static class ScheduleText
{
    /// <summary>What may be written.</summary>
    public const string Forms = "constant, linear, cosine, step:EPOCHS:FACTOR, onecycle[:RISE] or warmup:EPOCHS+SCHEDULE";

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="EdgeCnnException">It is none of the forms, or a number is out of range.</exception>
    public static Schedule Parse(string text)
    {
        if (text.StartsWith("warmup:", StringComparison.Ordinal) && text.IndexOf('+', StringComparison.Ordinal) is > 0 and int plus)
        {
            string rest = text[(plus + 1)..];
            return rest.StartsWith("warmup:", StringComparison.Ordinal) ? throw Wrong(text) : new WarmUpSchedule(Epochs(text[7..plus], text), Parse(rest));
        }

        string[] parts = text.Split(':');
        return parts switch
        {
            ["constant"] => Schedule.Constant,
            ["linear"] => Schedule.Linear,
            ["cosine"] => Schedule.Cosine,
            ["onecycle"] => new OneCycleSchedule(),
            ["onecycle", var rise] => new OneCycleSchedule(Share(rise, text)),
            ["step", var epochs, var factor] => new StepSchedule(Epochs(epochs, text), Share(factor, text)),
            _ => throw Wrong(text),
        };
    }

    private static int Epochs(string number, string text) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int epochs) && epochs > 0 ? epochs : throw Wrong(text);

    private static double Share(string number, string text) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1 ? share : throw Wrong(text);

    private static EdgeCnnException Wrong(string text) => new($"schedule '{text}': expected {Forms}, epochs above 0, factors and shares between 0 and 1.", ExitCode.Usage);
}
