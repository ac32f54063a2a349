namespace EdgeCnn.Training.Callbacks;

/// <summary>The best number so far and how long ago it was.</summary>
internal sealed class Watch
{
    /// <summary>The best number; NaN before the first.</summary>
    public double Best { get; set; } = double.NaN;

    /// <summary>Its epoch; 0 before the first.</summary>
    public int BestEpoch { get; set; }

    /// <summary>Epochs since, or since the count began anew.</summary>
    public int Waited { get; set; }

    /// <summary>Takes an epoch's number.</summary>
    /// <returns>True if it is the best so far.</returns>
    public bool Take(double number, int epoch, bool higherIsBetter, double minDelta)
    {
        bool better = double.IsNaN(Best) || (higherIsBetter ? number > Best + minDelta : number < Best - minDelta);
        Waited = better ? 0 : Waited + 1;
        if (better)
            (Best, BestEpoch) = (number, epoch);
        return better;
    }
}
