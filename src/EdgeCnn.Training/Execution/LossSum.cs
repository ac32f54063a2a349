namespace EdgeCnn.Training.Execution;

/// <summary>Sums over pictures.</summary>
/// <param name="Loss">Of the losses.</param>
/// <param name="Right">Right answers.</param>
public readonly record struct LossSum(double Loss, int Right)
{
    /// <summary>Both together.</summary>
    public static LossSum operator +(LossSum a, LossSum b) => new(a.Loss + b.Loss, a.Right + b.Right);
}
