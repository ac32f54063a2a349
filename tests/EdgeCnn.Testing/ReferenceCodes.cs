namespace EdgeCnn.Testing;

/// <summary>The integer rules on whole numbers as the model has them, one code at a time: what kernels are compared with.</summary>
public static class ReferenceCodes
{
    /// <summary>What codes mean.</summary>
    public sealed record Codes(float Scale, int ZeroPoint, bool Unsigned)
    {
        /// <summary>The lowest code.</summary>
        public int Lowest => Unsigned ? 0 : -128;

        /// <summary>Any meaning of codes of one sign, one in four with the zero point at an end.</summary>
        public static Codes Random(Random random, bool unsigned, float scale)
        {
            int lowest = unsigned ? 0 : -128;
            int zeroPoint = random.Next(4) == 0 ? lowest + (random.Next(2) * 255) : lowest + random.Next(256);
            return new Codes(scale, zeroPoint, unsigned);
        }

        /// <summary>The real number that a code means.</summary>
        public float Real(int code) => (code - ZeroPoint) * Scale;

        /// <summary>Half to even, and inside the range.</summary>
        public int Clamped(double value) => (int)Math.Clamp(Math.Round(value, MidpointRounding.ToEven), Lowest, Lowest + 255);

        /// <summary>The code of a real number.</summary>
        public int Of(float real) => Clamped(Math.Round((double)(real / Scale), MidpointRounding.ToEven) + ZeroPoint);
    }

    /// <summary>a·b</summary>
    public static int Product(Codes a, Codes b, Codes y, int i, int j)
    {
        float ratio = a.Scale * b.Scale / y.Scale, scaled = (i - a.ZeroPoint) * (j - b.ZeroPoint) * ratio, moved = scaled + y.ZeroPoint;
        return y.Clamped(moved);
    }

    /// <summary>a + b</summary>
    public static int Sum(Codes a, Codes b, Codes y, int i, int j)
    {
        float rA = a.Scale / y.Scale, rB = b.Scale / y.Scale, fixedPart = y.ZeroPoint - MathF.FusedMultiplyAdd(rA, a.ZeroPoint, rB * b.ZeroPoint);
        return y.Clamped(MathF.FusedMultiplyAdd(i, rA, MathF.FusedMultiplyAdd(j, rB, fixedPart)));
    }

    /// <summary>The mean of a window's codes, count of them.</summary>
    public static int Average(Codes x, Codes y, IEnumerable<int> codes, int count)
    {
        float sum = 0;
        foreach (int code in codes)
            sum += x.Real(code);
        float mean = count == 0 ? 0 : sum / count, moved = (mean / y.Scale) + y.ZeroPoint;
        return y.Clamped(moved);
    }

    /// <summary>Softmax of a row, for scales from where no product leaves float32.</summary>
    public static int[] Softmax(Codes x, Codes y, int[] row)
    {
        double shift = Math.Max(0, Math.Log(float.MaxValue / row.Length) - 5) / x.Scale;
        int greatest = row.Max();
        float[] exponentials = [.. row.Select(code => (float)Math.Exp((code - greatest + shift) * x.Scale))];
        float sum = 0, perUnit = MathF.Floor(1 / y.Scale);
        foreach (float e in exponentials)
            sum += e;
        return [.. exponentials.Select(e => y.Clamped(Math.Round((double)(e * perUnit / sum), MidpointRounding.ToEven) + y.ZeroPoint))];
    }

    /// <summary>1 / (1 + e⁻ˣ) as a quotient of polynomials.</summary>
    public static float Sigmoid(float x) => Math.Clamp(
        Rational(
            x,
            18,
            [4.37031012579801e-11, 1.15627324459942e-07, 6.08574864600143e-05, 8.51377133304701e-03, 2.48287947061529e-01],
            [6.10247389755681e-13, 5.76102136993427e-09, 6.29106785017040e-06, 1.70198817374094e-03, 1.16817656904453e-01, 9.93151921023180e-01]) + 0.5f,
        0,
        1);

    /// <summary>Hyperbolic tangent as a quotient of polynomials.</summary>
    public static float Tanh(float x) => Rational(
        x,
        9,
        [-2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03],
        [1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03]);

    private static float Rational(float x, float limit, double[] odd, double[] even)
    {
        float bounded = Math.Clamp(x, -limit, limit), square = bounded * bounded;
        float Value(double[] coefficients) => coefficients.Skip(1).Aggregate((float)coefficients[0], (value, next) => MathF.FusedMultiplyAdd(value, square, (float)next));
        return Value(odd) * bounded / Value(even);
    }
}
