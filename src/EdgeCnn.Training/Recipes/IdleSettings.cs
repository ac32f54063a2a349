using EdgeCnn.Graph;
using EdgeCnn.Training.Schedules;

namespace EdgeCnn.Training.Recipes;

/// <summary>Settings that are right by themselves and would change nothing beside the others: who gave one expects something else.</summary>
public static class IdleSettings
{
    private static readonly Recipe Usual = new() { Architecture = string.Empty, Data = string.Empty };

    /// <summary>Refuses them.</summary>
    /// <exception cref="EdgeCnnException">There is one.</exception>
    public static void Check(Recipe recipe)
    {
        if (Of(recipe) is { } idle)
            throw new EdgeCnnException(idle, ExitCode.Usage);
    }

    /// <summary>What is wrong with the first such setting and what to do; null if there is none.</summary>
    public static string? Of(Recipe recipe) => recipe switch
    {
        { Momentum: not null, Optimizer: not ("momentum" or "nesterov") } => $"--momentum: {recipe.Optimizer} has none; take --optimizer momentum or nesterov, or leave it out.",
        { Optimizer: "adamw", WeightDecay: 0 } => "--optimizer adamw is adam as long as nothing decays; give --weight-decay, for example 0.01, or take adam.",
        { Plateau: 0 } when recipe.PlateauFactor != Usual.PlateauFactor || recipe.MinLearningRate != Usual.MinLearningRate => "--plateau-factor and --min-lr change nothing without --plateau; give it, or leave them out.",
        { Plateau: > 0 } when (float)recipe.MinLearningRate >= recipe.LearningRate => "--min-lr: the rate is not above it from the start, so --plateau changes nothing; take a smaller one.",
        { Patience: 0, MinDelta: not 0 } => "--min-delta changes nothing without --patience; give it, or leave --min-delta out.",
        { Patience: 0, Plateau: 0 } when recipe.Monitor != Usual.Monitor => "--monitor changes nothing without --patience or --plateau; give one, or leave it out.",
        { ValidationLast: true, Validation: 0 } => "--validation-last changes nothing without --validation; give its share, or leave it out.",
        { From.Length: > 0, Freeze: "all", BackboneRate: not 1 } => "--backbone-lr changes nothing while --freeze all keeps the model's layers as they are; give --freeze none, a number or a layer, or leave it out.",
        { From.Length: > 0 } when recipe.Initializer.Contains('+', StringComparison.Ordinal) => "--initializer: with --from only the new last layer has initial weights, so give one name.",
        _ when ScheduleText.Parse(recipe.Schedule) is WarmUpSchedule warmUp && warmUp.Epochs >= recipe.Epochs => $"--schedule {recipe.Schedule}: the warm-up takes all of {recipe.Epochs} epochs, so what follows it never begins; give more epochs or a shorter one.",
        _ => null,
    };
}
