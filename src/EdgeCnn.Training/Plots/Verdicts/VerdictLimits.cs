namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>The limits by which curves are judged. They are rules of thumb, set so that the cases of a first course come out as a teacher calls them.</summary>
public static class VerdictLimits
{
    /// <summary>Fewer epochs are not judged.</summary>
    public const int LeastEpochs = 3;

    /// <summary>The end of a run: the last quarter of its epochs, and at least these.</summary>
    public const int LeastWindow = 3;

    /// <summary>A training accuracy this much above validation is overfitting by itself.</summary>
    public const double LargeGap = 0.12;

    /// <summary>A training accuracy this much above validation is overfitting if the validation loss rises too.</summary>
    public const double SmallGap = 0.05;

    /// <summary>The validation loss rises if at the end it is this many times its least.</summary>
    public const double LossRise = 1.05;

    /// <summary>A gap or rise beyond these is severe.</summary>
    public const double SevereGap = 0.25;

    /// <summary>See <see cref="SevereGap"/>.</summary>
    public const double SevereRise = 1.5;

    /// <summary>Of what training could reach above guessing (0 guessing, 1 all right), less than this is little.</summary>
    public const double LowSkill = 0.70;

    /// <summary>Without a gap beyond it, too much regularisation or too small a network is the reason for little skill.</summary>
    public const double NoGap = 0.05;

    /// <summary>A run improves still if its validation loss falls by this share of itself in the epochs of its end.</summary>
    public const double StillFalling = 0.03;

    /// <summary>A training loss that falls by this share of itself in the epochs of the end learns something, if slowly.</summary>
    public const double SlowFall = 0.001;

    /// <summary>A training loss that ends this many times above its first epoch's has diverged.</summary>
    public const double DivergedFactor = 1.5;

    /// <summary>With less skill than this, nothing has been learned.</summary>
    public const double NearGuessing = 0.028;

    /// <summary>With more skill than this, something had been learned.</summary>
    public const double MoreThanGuessing = 0.11;

    /// <summary>The rate is too high if the rises of the training loss add up to this share of its range within <see cref="JumpEpochs"/> epochs.</summary>
    public const double TrainingJumps = 0.5;

    /// <summary>In more epochs small rises add up by themselves.</summary>
    public const int JumpEpochs = 20;

    /// <summary>A training accuracy that gains more than this over the end of the run is on its way still.</summary>
    public const double Rising = 0.02;

    /// <summary>The rate is too high if the validation loss is off the mean of its neighbours by this share of itself, on average.</summary>
    public const double ValidationJumps = 0.15;

    /// <summary>A gradient that grows by this factor is told.</summary>
    public const double GradientGrowth = 10;
}
