using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeCnn.Kernels.Tests;

/// <summary>How many random cases the kernels of this processor share: EDGECNN_KERNEL_CASES, or 20,000 and on ARM64, which is emulated here, 4,000.</summary>
internal static class PropertyCases
{
    private static readonly int Total = int.TryParse(Environment.GetEnvironmentVariable("EDGECNN_KERNEL_CASES"), CultureInfo.InvariantCulture, out int given)
        ? given
        : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 4_000 : 20_000;

    /// <summary>The geometry of case <paramref name="number"/>: a matrix about the tile's size, of no rows or columns too, or any convolution.</summary>
    public static ConvolutionCase Geometry(Random random, (int Mr, int Nr, int Kr) tile) => random.Next(2) == 0
        ? ConvolutionCase.Matrix(random.Next((2 * tile.Mr) + 2), random.Next((2 * tile.Nr) + 2), random.Next((2 * tile.Kr) + 2))
        : ConvolutionCase.Random(random);

    /// <summary>A convolution as Winograd kernels for codes take it: 3x3 without stride, channels in sixteens up to the most that the larger tile takes, sizes up to three tiles.</summary>
    public static ConvolutionCase Window3x3(Random random)
    {
        while (true)
        {
            var c = new ConvolutionCase(random.Next(1, 14), random.Next(1, 14), 16 * (random.Next(4) == 0 ? random.Next(1, 8) : 1), 16 * random.Next(1, 4), 3, 3, 1, 1, random.Next(4), random.Next(4), random.Next(4), random.Next(4));
            if (c.Fits)
                return c;
        }
    }

    /// <summary>Runs a kernel's share of the cases; each draws from its own seed, which a failure names.</summary>
    /// <param name="kernels">Kernels that share the cases.</param>
    /// <param name="name">The kernel's name, part of the seed.</param>
    /// <param name="check">What is wrong with a case, or null.</param>
    public static void Run(int kernels, string name, Func<Random, string?> check)
    {
        int share = (Total + kernels - 1) / kernels, salt = name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
        for (int i = 0; i < share; i++)
        {
            if (check(new Random(unchecked(salt + i))) is { } wrong)
                Assert.Fail($"{name}, case {i}: {wrong}");
        }
    }
}
