using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Verdicts;
using EdgeCnn.Training.Tests.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Verdicts;

public sealed class CurveVerdictTests
{
    [Fact]
    public void Judge_RateThatRoseFirst_SpeaksOfTheLargestOne()
    {
        double[] rates = [0.006, 0.1, .. Enumerable.Range(0, 18).Select(e => 0.09 * (17 - e) / 17)];
        EpochPoint[] history = [.. rates.Select((rate, i) => new EpochPoint(i + 1, 2 - (0.09 * i), 0.2 + (0.03 * i), LearningRate: rate))];
        Verdict verdict = CurveVerdict.Judge(history, Ten);
        Assert.Equal(VerdictKind.StillImproving, verdict.Kind);
        Assert.Contains("The learning rate at an epoch's end rose from 0.006 to 0.1 and was 0 in the last.", verdict.Findings);
        Assert.Contains(verdict.Proposals, proposal => proposal.Contains("(0.2 instead of 0.1)", StringComparison.Ordinal));
    }

    private static readonly RunTraits Ten = new() { Chance = 0.1 };

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Judge_Pool1x1_IsSevereOverfitting(int seed)
    {
        // Training accuracy towards 1, validation stays at 0.6 to 0.65 with rising loss.
        RunCurves run = CurveCases.Of("pool 1x1", 20, e => (1.75 * Math.Exp(-e / 5.0), 1 - (0.62 * Math.Exp(-e / 4.5)), 1.1 + (0.5 * Math.Exp(-e / 1.6)) + (0.0055 * e * e), 0.635 - (0.22 * Math.Exp(-e / 2.0))), 0.02, seed);
        Verdict verdict = CurveVerdict.Judge(run.Epochs, Ten);
        Assert.Equal(VerdictKind.Overfitting, verdict.Kind);
        Assert.StartsWith("Severe overfitting", verdict.Headline, StringComparison.Ordinal);
        Assert.Contains(verdict.Findings, finding => finding.Contains("gap +0.3", StringComparison.Ordinal));
        Assert.Contains(verdict.Proposals, proposal => proposal.Contains("restore the best weights (epoch ", StringComparison.Ordinal));
        foreach (string remedy in (string[])["dropout", "Augment", "batch normalisation", "simpler", "learning rate", "more training pictures"])
            Assert.Contains(verdict.Proposals, proposal => proposal.Contains(remedy, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Judge_DropoutAHalf_IsUnderfitting(int seed)
    {
        // Training stops at about 0.65, validation about equal or higher.
        RunCurves run = CurveCases.Of("dropout 0.5", 20, e => (1.0 + (1.1 * Math.Exp(-e / 4.0)), 0.65 - (0.4 * Math.Exp(-e / 4.0)), 0.97 + (0.9 * Math.Exp(-e / 4.0)), 0.67 - (0.35 * Math.Exp(-e / 4.0))), 0.01, seed);
        Verdict verdict = CurveVerdict.Judge(run.Epochs, Ten with { DropoutRate = 0.5 });
        Assert.Equal(VerdictKind.Underfitting, verdict.Kind);
        Assert.Contains("0.6", verdict.Headline, StringComparison.Ordinal);
        Assert.Contains("Lower dropout from 0.5 to 0.2", verdict.Proposals[0], StringComparison.Ordinal);
        Assert.Contains(verdict.Proposals, proposal => proposal.Contains("or Adam instead", StringComparison.Ordinal));
        Assert.DoesNotContain(CurveVerdict.Judge(run.Epochs, Ten with { DropoutRate = 0.5, Adam = true }).Proposals, proposal => proposal.Contains("or Adam instead", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Judge_DropoutAFifth_IsGood(int seed)
    {
        RunCurves run = CurveCases.Of("dropout 0.2", 20, e => (0.72 + (1.3 * Math.Exp(-e / 2.5)), 0.76 - (0.4 * Math.Exp(-e / 2.5)), 0.85 + (0.9 * Math.Exp(-e / 2.5)), 0.72 - (0.35 * Math.Exp(-e / 2.5))), 0.01, seed);
        Assert.Equal(VerdictKind.Good, CurveVerdict.Judge(run.Epochs, Ten).Kind);
    }

    /// <summary>Of pictures of which nine in ten are no cats, "no cat" is right nine times in ten: who says no more has learned nothing.</summary>
    [Theory]
    [InlineData(0.902, VerdictKind.RateTooHigh)]
    [InlineData(0.93, VerdictKind.Underfitting)]
    [InlineData(0.985, VerdictKind.Good)]
    public void Judge_ManyOfOneClass_AsksForMoreThanItsShare(double reached, VerdictKind kind)
    {
        RunCurves run = CurveCases.Of("cat or not", 20, e => (0.2 + (0.2 * Math.Exp(-e / 2.0)), reached - ((reached - 0.9) * Math.Exp(-e / 2.0)), 0.21 + (0.2 * Math.Exp(-e / 2.0)), reached - 0.001));
        Assert.Equal(kind, CurveVerdict.Judge(run.Epochs, new RunTraits { Chance = 0.9 }).Kind);
    }

    [Fact]
    public void Judge_LossThatStillFalls_IsStillImproving()
    {
        Verdict verdict = CurveVerdict.Judge(CurveCases.Run(12).Epochs, Ten);
        Assert.Equal(VerdictKind.StillImproving, verdict.Kind);
        Assert.Contains("24 epochs", verdict.Proposals[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LittleSkillThatRisesFast_IsStillImprovingAndNotUnderfitting() =>
        Assert.Equal(VerdictKind.StillImproving, CurveVerdict.Judge(CurveCases.Of("short", 4, e => (2.3 - (0.25 * e), 0.1 + (0.12 * e), 2.3 - (0.25 * e), 0.1 + (0.12 * e))).Epochs, Ten).Kind);

    [Fact]
    public void Judge_LossThatIsNoNumber_HasDiverged()
    {
        Verdict verdict = CurveVerdict.Judge([new EpochPoint(1, 2.3, 0.1), new EpochPoint(2, double.NaN, 0.1)], Ten);
        Assert.Equal(VerdictKind.Diverged, verdict.Kind);
        Assert.Contains("NaN in epoch 2", verdict.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LossThatGrows_HasDiverged()
    {
        Verdict verdict = CurveVerdict.Judge(CurveCases.Of("up", 6, e => (2 + (0.8 * e * e), 0.2, 3 + (e * e), 0.2)).Epochs, Ten);
        Assert.Equal(VerdictKind.Diverged, verdict.Kind);
        Assert.Contains("(0.0001 instead of 0.001)", verdict.Proposals[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_BackToGuessing_HasDiverged() =>
        Assert.Equal(VerdictKind.Diverged, CurveVerdict.Judge(CurveCases.Of("lost", 12, e => e < 7 ? (1.8 - (0.1 * e), 0.3 + (0.04 * e), 1.7, 0.4) : (2.303, 0.1, 2.303, 0.1)).Epochs, Ten).Kind);

    [Fact]
    public void Judge_NeverBetterThanGuessing_IsTooHighARate() =>
        Assert.Equal(VerdictKind.RateTooHigh, CurveVerdict.Judge(CurveCases.Of("flat", 10, e => (2.303, 0.1, 2.303, 0.1), 0.001).Epochs, Ten).Kind);

    /// <summary>Small data and a low rate: guesses at first, but a loss that falls from epoch to epoch.</summary>
    [Fact]
    public void Judge_GuessesWithALossThatFalls_IsTooLowARateAndNotTooHighAOne()
    {
        Verdict verdict = CurveVerdict.Judge(CurveCases.Of("slow", 3, e => (1.82 - (0.04 * e), 0.101, 1.83 - (0.04 * e), 0.1)).Epochs, Ten);
        Assert.Equal(VerdictKind.Underfitting, verdict.Kind);
        Assert.Contains(verdict.Proposals, proposal => proposal.Contains("(0.003 instead of 0.001)", StringComparison.Ordinal));
    }

    /// <summary>Noise of 0.3 % of the range is no jump, however many epochs it adds up over.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    public void Judge_LongRunWithLittleNoise_IsGood(int epochs) =>
        Assert.Equal(VerdictKind.Good, CurveVerdict.Judge(CurveCases.Of("long", epochs, e => (0.2 + (2 * Math.Exp(-e / 30.0)), 0.95 - (0.8 * Math.Exp(-e / 30.0)), 0.21 + (2 * Math.Exp(-e / 30.0)), 0.94 - (0.8 * Math.Exp(-e / 30.0))), 0.006).Epochs, Ten).Kind);

    /// <summary>3 epochs, 2.0 to 1.2: 40 % of where they began.</summary>
    [Fact]
    public void Judge_LossThatFallsByTwoFifths_SaysFortyPercent()
    {
        double[] losses = [2.0, 1.6, 1.2];
        EpochPoint[] history = [.. losses.Select((loss, i) => new EpochPoint(i + 1, loss, 0.8 + (0.03 * i), loss, 0.8 + (0.03 * i)))];
        Verdict verdict = CurveVerdict.Judge(history, Ten);
        Assert.Equal("Still improving: the validation loss falls by 40 % over the last 3 epochs.", verdict.Headline);
        Assert.Contains("Least validation loss: 1.200 in the last epoch.", verdict.Findings);
    }

    [Fact]
    public void Judge_AskedForRate_IsTheOneThatIsProposedToChange()
    {
        EpochPoint[] history = [.. Enumerable.Range(1, 3).Select(e => new EpochPoint(e, 2.3 - (0.1 * e), 0.1 + (0.02 * e), LearningRate: 0.0007 * (4 - e) / 3))];
        Assert.Contains(CurveVerdict.Judge(history, Ten with { LearningRate = 0.001 }).Proposals, proposal => proposal.Contains("(0.003 instead of 0.001)", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_TrainingLossThatJumps_IsTooHighARate()
    {
        Verdict verdict = CurveVerdict.Judge(CurveCases.Of("jumps", 20, e => (1.5 + (0.3 * (e % 2)) - (0.01 * e), 0.5, 1.5, 0.5)).Epochs, Ten);
        Assert.Equal(VerdictKind.RateTooHigh, verdict.Kind);
        Assert.Contains("jumps", verdict.Headline, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, VerdictKind.StillImproving)]
    [InlineData(false, VerdictKind.RateTooHigh)]
    public void Judge_LossThatRisesWithTheRate_IsNoJump(bool withTheRate, VerdictKind expected)
    {
        // A one-cycle run: the rate rises in epochs 6 to 20, and the loss from 1.1 to 1.7; then both fall.
        static double Share(int e) => e <= 5 ? 0 : e <= 20 ? (e - 5) / 15.0 : 1 - ((e - 20) / 80.0);
        IReadOnlyList<EpochPoint> run = [.. Enumerable.Range(1, 100).Select(e => new EpochPoint(e, e <= 20 ? 2 - (0.18 * Math.Min(e, 5)) + (0.6 * Share(e)) : 0.7 + Share(e), 0.8, LearningRate: withTheRate ? 0.01 + (0.09 * Share(e)) : 0.1))];
        Assert.Equal(expected, CurveVerdict.Judge(run, Ten).Kind);
    }

    [Fact]
    public void Judge_ValidationLossThatJumps_IsTooHighARate() =>
        Assert.Equal(VerdictKind.RateTooHigh, CurveVerdict.Judge(CurveCases.Of("jumps", 20, e => (2 * Math.Exp(-0.1 * e), 1 - (0.8 * Math.Exp(-0.1 * e)), e % 2 == 0 ? 0.5 : 0.9, e % 2 == 0 ? 0.88 : 0.82)).Epochs, Ten).Kind);

    [Fact]
    public void Judge_OverfittingWithJumps_IsOverfittingFirst()
    {
        Verdict verdict = CurveVerdict.Judge(CurveCases.Of("both", 20, e => (2 * Math.Exp(-0.2 * e), 1 - (0.8 * Math.Exp(-0.2 * e)), (1 + (0.1 * e)) * (e % 2 == 0 ? 0.8 : 1.2), 0.62)).Epochs, Ten);
        Assert.Equal(VerdictKind.Overfitting, verdict.Kind);
        Assert.Contains(verdict.Findings, finding => finding.Contains("jumps", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_GradientThatExplodes_IsTold() =>
        Assert.Contains(CurveVerdict.Judge(CurveCases.Of("steep", 10, e => (1.0 / e, 0.8, 1.0 / e, 0.8), norm: e => e == 10 ? 500 : 1).Epochs, Ten).Findings, finding => finding.Contains("500 times its median", StringComparison.Ordinal));

    [Fact]
    public void Judge_TwoEpochs_IsTooShort() => Assert.Equal(VerdictKind.TooShort, CurveVerdict.Judge(CurveCases.Run(2).Epochs).Kind);

    [Fact]
    public void Judge_WithoutValidation_SaysSo()
    {
        EpochPoint[] bare = [.. Enumerable.Range(1, 12).Select(e => new EpochPoint(e, 0.2 + Math.Exp(-e), 0.95))];
        Verdict verdict = CurveVerdict.Judge(bare, Ten);
        Assert.Equal(VerdictKind.Good, verdict.Kind);
        Assert.Contains("Without validation", verdict.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WhatARunDidAlready_IsNotProposedAgain()
    {
        RunCurves run = CurveCases.Of("over", 20, e => (1.0 / e, 1 - (0.5 / e), 1 + (0.1 * e), 0.6));
        var traits = new RunTraits { Chance = 0.1, DropoutRate = 0.5, BatchNormalization = true, Augmentation = true, EarlyStopping = true, WeightDecay = true };
        IReadOnlyList<string> proposals = CurveVerdict.Judge(run.Epochs, traits).Proposals;
        Assert.Contains(proposals, proposal => proposal.Contains("Augment more strongly", StringComparison.Ordinal));
        Assert.DoesNotContain(proposals, proposal => proposal.Contains("batch normalisation", StringComparison.Ordinal) || proposal.Contains("dropout", StringComparison.Ordinal) || proposal.Contains("Stop early", StringComparison.Ordinal));
    }

    [Fact]
    public void ToString_Verdict_IsHeadlineFindingsAndProposals()
    {
        string text = CurveVerdict.Judge(CurveCases.Run(12).Epochs, Ten).ToString();
        Assert.StartsWith("Still improving", text, StringComparison.Ordinal);
        Assert.Contains("\nTry next:\n  - ", text, StringComparison.Ordinal);
    }
}
