namespace EdgeCnn.Cli.Benchmarks;

/// <summary>What one step of a run took.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Kernel">What computed it.</param>
/// <param name="Us">Median microseconds.</param>
/// <param name="MultiplyAdds">Of one run; 0 for operations that are not counted so.</param>
internal sealed record BenchLayer(string Name, string Op, string Kernel, double Us, long MultiplyAdds)
{
    /// <summary>Thousand million multiply-adds a second.</summary>
    public double GigaMacsPerSecond => Rate(MultiplyAdds, Us);

    /// <summary>Thousand million multiply-adds a second, to two digits; 0 for no time.</summary>
    public static double Rate(long multiplyAdds, double us) => us > 0 ? Math.Round(multiplyAdds / (1000 * us), 2) : 0;
}
