namespace EdgeCnn.Kernels.Winograd;

/// <summary>What a Winograd transform asks of its caller, and what it is worth.</summary>
/// <param name="Name">First part of the kernel's name.</param>
/// <param name="Outputs">Outputs along each side of a tile.</param>
/// <param name="Points">The finite points x of the interpolation; the last one is infinity.</param>
/// <param name="Lanes">Channels of a register.</param>
/// <param name="CachedBytes">Bytes of a block's points, which all panels of weights pass by.</param>
/// <param name="InputMacs">Products that would take as long as the input transform of one channel of a tile.</param>
/// <param name="OutputMacs">The same for the output transform.</param>
internal sealed record WinogradFormat(string Name, int Outputs, double[] Points, int Lanes, int CachedBytes, double InputMacs, double OutputMacs)
{
    /// <summary>Inputs, and points, along each side of a tile.</summary>
    public int Size => Outputs + 2;

    /// <summary>
    /// G, which makes a 3x3 kernel's points: row i is (1, x, x²) over Π (x − y), y the other finite points; the last is (0, 0, 1).
    /// </summary>
    /// <returns>[Size, 3]</returns>
    public double[] WeightTransform()
    {
        double[] g = new double[Size * 3];
        for (int i = 0; i < Points.Length; i++)
        {
            double x = Points[i], scale = 1;
            for (int j = 0; j < Points.Length; j++)
                scale *= j == i ? 1 : x - Points[j];
            (g[3 * i], g[(3 * i) + 1], g[(3 * i) + 2]) = (1 / scale, x / scale, x * x / scale);
        }

        g[^1] = 1;
        return g;
    }
}
