using System.Collections.Concurrent;
using System.Globalization;
using EdgeCnn.Kernels;

namespace EdgeCnn.Agent.Selftest;

/// <summary>
/// Every kernel of a set against the written formulas, on this very processor: int8 byte for byte, direct float kernels bit for bit,
/// the others within the bound that they state; and its pixel kernel byte for byte.
/// </summary>
internal static class KernelCheck
{
    private const string Outside = "the kernel wrote outside the memory that it was given";

    // What a formula says of a case is the same for every kernel.
    private static readonly ConcurrentDictionary<object, byte[]> Codes = new(ReferenceEqualityComparer.Instance);
    private static readonly ConcurrentDictionary<object, float[]> Floats = new(ReferenceEqualityComparer.Instance);

    /// <summary>The shapes of convolutions and matrix products.</summary>
    public static IReadOnlyList<GemmCase> Cases => KernelCases.All.Linear;

    /// <summary>Checks each kernel of a set that this processor can run.</summary>
    public static IEnumerable<SelftestCheck> Run(KernelSet set) => Run(set, KernelCases.All, kernels: null);

    /// <summary>Checks each kernel of a set that this processor can run on a few small shapes.</summary>
    public static IEnumerable<SelftestCheck> Quick(KernelSet set) => Run(set, KernelCases.Quick, kernels: null);

    /// <summary>Checks the named kernels of a set on a few small shapes.</summary>
    public static IEnumerable<SelftestCheck> Quick(KernelSet set, IReadOnlyCollection<string> kernels) => Run(set, KernelCases.Quick, kernels);

    /// <summary>Checks a set's pixel kernel, from the camera's picture to the model's input.</summary>
    /// <param name="set">The set.</param>
    /// <param name="cases">The pictures.</param>
    /// <param name="input">What the set makes of one; nothing if it wrote outside its memory.</param>
    public static SelftestCheck Pixels(KernelSet set, IReadOnlyList<PixelCase> cases, Func<PixelCase, byte[]> input)
    {
        var tally = new CheckTally(set, set.Pixels.Name);
        foreach (PixelCase test in cases)
        {
            if (!tally.Add(test, Difference(Codes.GetOrAdd(test, each => PixelFormula.Input((PixelCase)each)), input(test))))
                break;
        }

        return tally.Check("equal to the formula");
    }

    /// <summary>The first element that differs in any bit, or null.</summary>
    public static string? Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> got)
    {
        if (got.Length != expected.Length)
            return Outside;
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(got[i]))
                return string.Create(CultureInfo.InvariantCulture, $"element {i}: expected {expected[i]:R}, got {got[i]:R}");
        }

        return null;
    }

    /// <summary>The first element beyond the bound of its channel, or null.</summary>
    public static string? Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> got, ReadOnlySpan<double> bounds)
    {
        if (got.Length != expected.Length)
            return Outside;
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = bounds[i % bounds.Length];
            // Written so that no number is beyond any bound.
            if (!(Math.Abs((double)expected[i] - got[i]) <= bound))
                return string.Create(CultureInfo.InvariantCulture, $"element {i}: expected {expected[i]:R} ± {bound:G3}, got {got[i]:R}");
        }

        return null;
    }

    /// <summary>The first code that differs, or null.</summary>
    public static string? Difference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> got)
    {
        if (got.Length != expected.Length)
            return Outside;
        int at = expected.CommonPrefixLength(got);
        return at == expected.Length ? null : $"element {at}: expected {expected[at]}, got {got[at]}";
    }

    // With names, only the lists up to the last of them are asked for: making a list costs more than checking a kernel.
    private static IEnumerable<SelftestCheck> Run(KernelSet set, KernelCases cases, IReadOnlyCollection<string>? kernels)
    {
        int left = kernels?.Count ?? int.MaxValue;
        for (int i = 0; left > 0 && i < set.LinearInt8.Count; i++)
        {
            LinearInt8Kernel kernel = set.LinearInt8[i];
            if (Named(kernel.Name) && kernel.IsSupported)
                yield return Linear(set, kernel, cases);
        }

        for (int i = 0; left > 0 && i < set.DepthwiseInt8.Count; i++)
        {
            DepthwiseInt8Kernel kernel = set.DepthwiseInt8[i];
            if (Named(kernel.Name) && kernel.IsSupported)
                yield return Depthwise(set, kernel, cases);
        }

        for (int i = 0; left > 0 && i < set.DepthwiseF32.Count; i++)
        {
            DepthwiseF32Kernel kernel = set.DepthwiseF32[i];
            if (Named(kernel.Name) && kernel.IsSupported)
                yield return Depthwise(set, kernel, cases);
        }

        for (int i = 0; left > 0 && i < set.LinearF32.Count; i++)
        {
            LinearF32Kernel kernel = set.LinearF32[i];
            if (Named(kernel.Name) && kernel.IsSupported)
                yield return Linear(set, kernel, cases);
        }

        // No layer of a model names it.
        if (kernels is null && set.Pixels.IsSupported)
            yield return Pixels(set, cases.Pixels, test => test.Input(set));

        bool Named(string name)
        {
            bool named = kernels is null || kernels.Contains(name);
            left -= named ? 1 : 0;
            return named;
        }
    }

    private static SelftestCheck Linear(KernelSet set, LinearInt8Kernel kernel, KernelCases cases)
    {
        var tally = new CheckTally(set, kernel.Name);
        foreach (GemmCase test in cases.Linear)
        {
            if (kernel.Accepts(test.Grid, test.N) && (kernel.TakesMinimum || !test.HoldsMinimum) && !tally.Add(test, Difference(Codes.GetOrAdd(test, each => ((GemmCase)each).Int8ByFormula()), test.Int8(kernel, set.Sign))))
                break;
        }

        return tally.Check("equal to the formula");
    }

    private static SelftestCheck Linear(KernelSet set, LinearF32Kernel kernel, KernelCases cases)
    {
        var tally = new CheckTally(set, kernel.Name);
        foreach (GemmCase test in cases.Linear)
        {
            if (!kernel.Accepts(test.Grid, test.N))
                continue;
            float[] expected = Floats.GetOrAdd(test, each => ((GemmCase)each).FloatByFormula()), got = test.Float(kernel);
            if (!tally.Add(test, kernel.IsDirect ? Difference(expected, got) : Difference(expected, got, test.FloatBounds(kernel.ErrorBound))))
                break;
        }

        return tally.Check(kernel.IsDirect ? "equal to the formula" : "within the stated bound");
    }

    private static SelftestCheck Depthwise(KernelSet set, DepthwiseInt8Kernel kernel, KernelCases cases)
    {
        var tally = new CheckTally(set, kernel.Name);
        foreach (DepthwiseCase test in cases.Depthwise)
        {
            if (kernel.Accepts(test.Grid) && (kernel.TakesMinimum || !test.HoldsMinimum) && !tally.Add(test, Difference(Codes.GetOrAdd(test, each => ((DepthwiseCase)each).Int8ByFormula()), test.Int8(kernel, set.Sign))))
                break;
        }

        return tally.Check("equal to the formula");
    }

    private static SelftestCheck Depthwise(KernelSet set, DepthwiseF32Kernel kernel, KernelCases cases)
    {
        var tally = new CheckTally(set, kernel.Name);
        foreach (DepthwiseCase test in cases.Depthwise)
        {
            if (kernel.Accepts(test.Grid) && !tally.Add(test, Difference(Floats.GetOrAdd(test, each => ((DepthwiseCase)each).FloatByFormula()), test.Float(kernel))))
                break;
        }

        return tally.Check("equal to the formula");
    }
}
