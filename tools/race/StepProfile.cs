using System.Text.Json;
using EdgeCnn.Tools.Race.Models;

namespace EdgeCnn.Tools.Race;

/// <summary>Where a run's time goes, by <c>edgecnn bench</c>.</summary>
internal static class StepProfile
{
    // Smaller ones are held to a ratio; of larger ones in int8 it is told what matrix products cannot explain.
    private const long SmallMacs = 15_000_000;

    /// <summary>The share of the time in steps whose kernels are no matrix products; null for float and for small models.</summary>
    public static double? OutsideGemm(RaceModel model, string? kernels)
    {
        if (!model.IsInt8 || model.MultiplyAdds <= SmallMacs)
            return null;
        using JsonDocument bench = JsonDocument.Parse(Tree.Edgecnn(["bench", model.Ecnn, "--seconds", "1", "--json", .. kernels is null ? Array.Empty<string>() : ["--kernels", kernels]]));
        double all = 0, gemm = 0;
        foreach (JsonElement layer in bench.RootElement.GetProperty("layers").EnumerateArray())
        {
            double us = layer.GetProperty("us").GetDouble();
            all += us;
            if (layer.GetProperty("kernel").GetString() is { } kernel && (kernel.Contains("gemm", StringComparison.Ordinal) || kernel.Contains("gemv", StringComparison.Ordinal) || kernel.Contains("winograd", StringComparison.Ordinal)))
                gemm += us;
        }

        return 1 - (gemm / all);
    }
}
