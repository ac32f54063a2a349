using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Training.Tests.Metrics;

public sealed class CalibrationErrorTests
{
    [Fact]
    public void Of_WorkedByHand_IsIt() =>
        // Bins of a half: (0.4, wrong), (0.5, right) → |1 − 0.9| = 0.1; (0.9, right), (1, right) → |2 − 1.9| = 0.1; together 0.2 of 4.
        Assert.Equal(0.05, CalibrationError.Of([0.4, 0.5, 0.9, 1.0], [false, true, true, true], 2), 12);

    [Fact]
    public void Of_AlwaysSureAndHalfRight_IsAHalf() =>
        Assert.Equal(0.5, CalibrationError.Of([1, 1, 1, 1], [true, false, true, false]), 12);

    [Fact]
    public void Of_RandomAnswers_IsTheWeightedMeanOfThePaper()
    {
        var random = new SeededRandom(3);
        double[] confidences = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
        bool[] right = [.. confidences.Select(confidence => random.NextDouble() < confidence * confidence)];
        double expected = 0;
        for (int bin = 1; bin <= 15; bin++)
        {
            int[] inside = [.. Enumerable.Range(0, 500).Where(i => confidences[i] > (bin - 1) / 15.0 && confidences[i] <= bin / 15.0)];
            if (inside.Length > 0)
                expected += inside.Length / 500.0 * Math.Abs(inside.Average(i => right[i] ? 1.0 : 0) - inside.Average(i => confidences[i]));
        }

        Assert.Equal(expected, CalibrationError.Of(confidences, right), 12);
        Assert.InRange(expected, 0.05, 0.5);
    }

    [Fact]
    public void Bins_ListsThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CalibrationError.Of([0.5], []));
        Assert.Throws<ArgumentException>(() => CalibrationError.Of([], []));
    }
}
