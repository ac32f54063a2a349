namespace EdgeCnn.Tools.Race.Models;

/// <summary>Whether two engines have done the same work.</summary>
/// <param name="SameTop">The greatest element of each output is at the same place.</param>
/// <param name="MaxError">The largest difference of any element.</param>
/// <param name="Range">The greatest less the least value of any output.</param>
internal sealed record Agreement(bool SameTop, double MaxError, double Range)
{
    // Sums of real numbers in another order, and Winograd's, are far below; another computation is far above.
    private const double Tolerance = 1e-3;

    /// <summary>False when a comparison of times would mean nothing.</summary>
    public bool Equal => SameTop && MaxError <= Tolerance * Range;
}
