namespace EdgeCnn.Training.Plots.Tables;

/// <summary>Which number of a column is the best one.</summary>
public enum BestValue
{
    /// <summary>None is marked.</summary>
    None,

    /// <summary>The greatest, as of accuracies.</summary>
    Highest,

    /// <summary>The least, as of losses.</summary>
    Lowest,
}
