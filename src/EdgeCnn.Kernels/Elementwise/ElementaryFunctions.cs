namespace EdgeCnn.Kernels.Elementwise;

/// <summary>
/// Transcendental functions written out in double arithmetic, so that every processor gives equal bits: no function of
/// the platform is called. Rounded to float32 they are within one unit in the last place.
/// </summary>
/// <remarks>
/// Source: Muller 2016, "Elementary Functions", §11 (range reduction of exp, Cody and Waite) and §4 (series); Cody 1969,
/// "Rational Chebyshev Approximations for the Error Function", for erf and erfc.
/// </remarks>
public static class ElementaryFunctions
{
    internal const double Log2E = 1.4426950408889634;
    // ln 2 in two parts: the first has 21 zero bits at its end, so that n times it is exact.
    internal const double Ln2High = 0.693147180369123816490;
    internal const double Ln2Low = 1.90821492927058770002e-10;
    private const double Sqrt2 = 1.4142135623730951;
    // Below this the first terms of a series are exact enough and the closed form would cancel.
    internal const double Small = 1e-4;

    /// <summary>eˣ; 0 below −708, +∞ above 709.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x < -708)
            return 0;
        if (x > 709)
            return double.PositiveInfinity;
        double n = Math.Round(x * Log2E, MidpointRounding.ToEven), r = x - (n * Ln2High) - (n * Ln2Low);
        // The Taylor polynomial of degree 12; |r| ≤ ln 2 / 2 leaves a remainder below 2·10⁻¹⁶.
        double p = 1.0 / 479001600;
        p = (p * r) + (1.0 / 39916800);
        p = (p * r) + (1.0 / 3628800);
        p = (p * r) + (1.0 / 362880);
        p = (p * r) + (1.0 / 40320);
        p = (p * r) + (1.0 / 5040);
        p = (p * r) + (1.0 / 720);
        p = (p * r) + (1.0 / 120);
        p = (p * r) + (1.0 / 24);
        p = (p * r) + (1.0 / 6);
        p = (p * r) + 0.5;
        p = (p * r) + 1;
        p = (p * r) + 1;
        return p * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>eˣ − 1 without cancellation near 0.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < Small ? x * (1 + (x * (0.5 + (x / 6)))) : Exp(x) - 1;

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        long bits = BitConverter.DoubleToInt64Bits(x);
        double exponent = ((bits >> 52) & 0x7FF) - 1023, m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > Sqrt2)
        {
            m /= 2;
            exponent++;
        }

        // ln m = 2·artanh f with f = (m − 1)/(m + 1), |f| < 0.172; terms up to f²¹.
        double f = (m - 1) / (m + 1), s = f * f, p = 1.0 / 21;
        p = (p * s) + (1.0 / 19);
        p = (p * s) + (1.0 / 17);
        p = (p * s) + (1.0 / 15);
        p = (p * s) + (1.0 / 13);
        p = (p * s) + (1.0 / 11);
        p = (p * s) + (1.0 / 9);
        p = (p * s) + (1.0 / 7);
        p = (p * s) + (1.0 / 5);
        p = (p * s) + (1.0 / 3);
        p = (p * s) + 1;
        return (exponent * Ln2High) + ((2 * f * p) + (exponent * Ln2Low));
    }

    /// <summary>ln(1 + x) without cancellation near 0, for x ≥ 0.</summary>
    public static double LogOnePlus(double x) => x < Small ? x * (1 - (x * (0.5 - (x / 3)))) : Log(1 + x);

    /// <summary>Hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        if (Math.Abs(x) < Small)
            return x * (1 - (x * x / 3));
        double e = Exp(-2 * Math.Abs(x));
        return Math.CopySign((1 - e) / (1 + e), x);
    }

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    public static double Sigmoid(double x) => 1 / (1 + Exp(-x));

    /// <summary>ln(1 + eˣ)</summary>
    public static double Softplus(double x) => x > 0 ? x + LogOnePlus(Exp(-x)) : LogOnePlus(Exp(x));

    /// <summary>The error function.</summary>
    public static double Erf(double x)
    {
        double y = Math.Abs(x);
        if (!(y > 0.46875))
            return x * ErfRatio(y * y);
        double tail = ErfcTail(y);
        return x < 0 ? tail - 1 : 1 - tail;
    }

    /// <summary>1 − erf(x), exact where that is tiny.</summary>
    public static double Erfc(double x)
    {
        double y = Math.Abs(x);
        if (!(y > 0.46875))
            return 1 - (x * ErfRatio(y * y));
        double tail = ErfcTail(y);
        return x < 0 ? 2 - tail : tail;
    }

    /// <summary>xʸ with IEEE 754's special values.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;
        bool integral = Math.Floor(y) == y, odd = integral && Math.Floor(y / 2) != y / 2;
        double magnitude = PowOfMagnitude(Math.Abs(x), y);
        if (!double.IsNegative(x))
            return magnitude;
        return odd ? -magnitude : integral || x == 0 || double.IsInfinity(x) ? magnitude : double.NaN;
    }

    private static double PowOfMagnitude(double x, double y)
    {
        if (x == 1)
            return 1;
        if (x == 0 || double.IsInfinity(x) || double.IsInfinity(y))
            return (x > 1) == (y > 0) ? double.PositiveInfinity : 0;
        return Exp(y * Log(x));
    }

    // erf(x)/x for |x| ≤ 0.46875; s = x².
    private static double ErfRatio(double s)
    {
        double a = (1.85777706184603153e-1 * s) + 3.16112374387056560, b = s + 2.36012909523441209e1;
        a = (a * s) + 1.13864154151050156e2;
        b = (b * s) + 2.44024637934444173e2;
        a = (a * s) + 3.77485237685302021e2;
        b = (b * s) + 1.28261652607737228e3;
        a = (a * s) + 3.20937758913846947e3;
        b = (b * s) + 2.84423683343917062e3;
        return a / b;
    }

    // erfc(y) for y > 0.46875.
    private static double ErfcTail(double y)
    {
        if (y > 26)
            return 0;
        double square = y * y;
        if (y <= 4)
        {
            ReadOnlySpan<double> c = [5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3];
            ReadOnlySpan<double> d = [1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3];
            double p = 2.15311535474403846e-8, q = 1;
            for (int i = 0; i < 8; i++)
                (p, q) = ((p * y) + c[i], (q * y) + d[i]);
            return Exp(-square) * p / q;
        }

        double z = 1 / square, a = 1.63153871373020978e-2, b = 1;
        ReadOnlySpan<double> top = [3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4];
        ReadOnlySpan<double> bottom = [2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];
        for (int i = 0; i < 5; i++)
            (a, b) = ((a * z) + top[i], (b * z) + bottom[i]);
        return Exp(-square) * (0.56418958354775628695 - (z * a / b)) / y;
    }
}
