using BenchmarkDotNet.Attributes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;

namespace EdgeCnn.Benchmarks.Pooling;

/// <summary>Max pooling, 2x2 with stride 2.</summary>
public class MaxPoolBenchmarks
{
    private byte[] codes = [], codesOut = [];
    private float[] floats = [], floatsOut = [];
    private PatchGrid grid;

    /// <summary>Channels: round and odd.</summary>
    [Params(32, 67)]
    public int Channels { get; set; }

    /// <summary>Draws numbers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        grid = new PatchGrid { H = 28, W = 28, C = Channels, KH = 2, KW = 2, OH = 14, OW = 14, StrideH = 2, StrideW = 2 };
        var random = new Random(44);
        codes = new byte[grid.InputLength];
        random.NextBytes(codes);
        floats = [.. codes.Select(code => code - 128f)];
        codesOut = new byte[grid.M * Channels];
        floatsOut = new float[grid.M * Channels];
    }

    /// <summary>Codes.</summary>
    [Benchmark]
    public void Int8() => MaxPool.Run<byte>(codes, grid, WorkPart.Whole, codesOut);

    /// <summary>Floats.</summary>
    [Benchmark]
    public void Float() => MaxPool.Run<float>(floats, grid, WorkPart.Whole, floatsOut);
}
