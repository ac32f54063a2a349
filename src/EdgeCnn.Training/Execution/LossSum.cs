namespace EdgeCnn.Training.Execution;

/// <summary>Sums over pictures.</summary>
/// <param name="Loss">Of the losses.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Count">Pictures that were judged.</param>
public readonly record struct LossSum(double Loss, int Right, int Count)
{
    /// <summary>Both together.</summary>
    public static LossSum operator +(LossSum a, LossSum b) => new(a.Loss + b.Loss, a.Right + b.Right, a.Count + b.Count);
}
