using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Kernels.Tests.Elementwise;

/// <summary>Each function, rounded to float32, against the platform's in double or a series of its own.</summary>
public sealed class ElementaryFunctionsTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Exp_WholeRange_IsWithinOneUnit() => Sweep(ElementaryFunctions.Exp, Math.Exp, -104, 89);

    [Fact]
    public void ExpMinusOne_AroundZero_IsWithinOneUnit() => Sweep(ElementaryFunctions.ExpMinusOne, x => Math.Abs(x) < 1 ? MinusOne(x) : Math.Exp(x) - 1, -5, 5);

    [Fact]
    public void Log_ManyPowers_IsWithinOneUnit()
    {
        Sweep(ElementaryFunctions.Log, Math.Log, 0.5, 2);
        Sweep(x => ElementaryFunctions.Log(Math.Pow(2, x)), x => Math.Log(Math.Pow(2, x)), -149, 127.9);
    }

    [Fact]
    public void Tanh_WholeRange_IsWithinOneUnit() => Sweep(ElementaryFunctions.Tanh, Math.Tanh, -12, 12);

    [Fact]
    public void Sigmoid_WholeRange_IsWithinOneUnit() => Sweep(ElementaryFunctions.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -100, 40);

    [Fact]
    public void Softplus_WholeRange_IsWithinOneUnit() => Sweep(ElementaryFunctions.Softplus, x => x < -12 ? Math.Exp(x) * (1 - (Math.Exp(x) / 2)) : Math.Log(1 + Math.Exp(x)), -100, 100);

    [Fact]
    public void Erf_WholeRange_IsWithinOneUnit() => Sweep(ElementaryFunctions.Erf, Erf, -6, 6);

    [Fact]
    public void Erfc_Tail_IsWithinOneUnit() => Sweep(ElementaryFunctions.Erfc, x => x < 2 ? 1 - Erf(x) : ErfcFraction(x), -3, 13);

    [Fact]
    public void Pow_RandomPairs_IsWithinOneUnit()
    {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++)
        {
            float x = MathF.Exp((random.NextSingle() * 20) - 10) * (random.Next(3) == 0 ? -1 : 1), y = random.Next(3) == 0 ? random.Next(-9, 10) : (random.NextSingle() * 8) - 4;
            AssertNear(Math.Pow(x, y), ElementaryFunctions.Pow(x, y), $"{x:R}^{y:R}");
        }
    }

    [Fact]
    public void Pow_SpecialValues_AreThoseOfThePlatform()
    {
        double[] values = [0, -0.0, 0.5, 1, -1, 2, -2, 3, -3, -0.5, 2.5, -2.5, 1e300, Infinity, -Infinity, double.NaN, 9007199254740993, -9007199254740993];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                double expected = Math.Pow(x, y), got = ElementaryFunctions.Pow(x, y);
                Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(got) || (double.IsNaN(expected) && double.IsNaN(got)) || Math.Abs(expected - got) < 1e-12 * Math.Abs(expected) || ((float)expected == (float)got && double.IsNegative(expected) == double.IsNegative(got)), $"{x}^{y}: expected {expected}, got {got}");
            }
        }
    }

    [Fact]
    public void AllFunctions_SpecialValues_AreExact()
    {
        Assert.Equal([0.0, 1, Infinity, double.NaN], Each(ElementaryFunctions.Exp));
        Assert.Equal([-1.0, 0, Infinity, double.NaN], Each(ElementaryFunctions.ExpMinusOne));
        Assert.Equal([double.NaN, -Infinity, Infinity, double.NaN], Each(ElementaryFunctions.Log));
        Assert.Equal([-1.0, 0, 1, double.NaN], Each(ElementaryFunctions.Tanh));
        Assert.Equal([0.0, 0.5, 1, double.NaN], Each(ElementaryFunctions.Sigmoid));
        Assert.Equal([-1.0, 0, 1, double.NaN], Each(ElementaryFunctions.Erf));
        Assert.Equal([2.0, 1, 0, double.NaN], Each(ElementaryFunctions.Erfc));
        Assert.Equal(0.0, ElementaryFunctions.Softplus(-Infinity));
        Assert.Equal(Infinity, ElementaryFunctions.Softplus(Infinity));
        Assert.Equal(double.NaN, ElementaryFunctions.Softplus(double.NaN));
        Assert.True(double.IsNegative(ElementaryFunctions.Tanh(-0.0)) && double.IsNegative(ElementaryFunctions.Erf(-0.0)));
    }

    private static double[] Each(Func<double, double> f) => [f(-Infinity), f(0), f(Infinity), f(double.NaN)];

    private static void Sweep(Func<double, double> f, Func<double, double> expected, double from, double to)
    {
        for (int i = 0; i <= 100_003; i++)
        {
            float x = (float)(from + ((to - from) * i / 100_003));
            AssertNear(expected(x), f(x), $"{x:R}");
        }

        for (float x = 1e-30f; x < to; x *= 1.37f)
            AssertNear(expected(x), f(x), $"{x:R}");
    }

    private static void AssertNear(double expected, double got, string where)
    {
        float a = (float)expected, b = (float)got;
        // Units in the last place, counted on the line of all floats.
        long distance = Math.Abs(Line(a) - Line(b));
        Assert.True((float.IsNaN(a) && float.IsNaN(b)) || distance <= 1, $"at {where}: expected {expected:R}, got {got:R}, {distance} units apart");
    }

    private static long Line(float x) => BitConverter.SingleToInt32Bits(x) is var bits && bits < 0 ? int.MinValue - (long)bits : bits;

    // eˣ − 1 by its series.
    private static double MinusOne(double x)
    {
        double sum = 0, term = x;
        for (int n = 1; n < 40; term *= x / ++n)
            sum += term;
        return sum;
    }

    // erf(x) = 2/√π·e^(−x²)·Σ 2ⁿ·x^(2n+1)/(2n+1)!!, all terms of one sign.
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; n < 200; n++, term *= 2 * x * x / ((2 * n) + 1))
            sum += term;
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + …))).
    private static double ErfcFraction(double x)
    {
        double tail = x;
        for (int n = 200; n > 0; n--)
            tail = x + (n / 2.0 / tail);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / tail;
    }
}
