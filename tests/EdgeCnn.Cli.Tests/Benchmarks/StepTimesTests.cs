using EdgeCnn.Cli.Benchmarks;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Benchmarks;

public sealed class StepTimesTests
{
    [Fact]
    public void Read_PlansTable_GivesTheLastNumberOfEachStep()
    {
        const string Table = """
            net: 1,234 multiply-adds, 5 parameters, kernels neon
            step  operator  result  Float32[1,4]  kernel           MACs   weights  arena at   bytes     µs
               0  Conv2d    a 2.5   Float32[1,4]  f32-gemm-8x8    1,234         5         0     1,600   12.5
               1  MaxPool   b       Float32[1,4]  max-pool            0         0     1,600=      400    0.0
               2  Softmax   c       Float32[1,4]  softmax             0         0         0        16  1234.6
            arena 2,000 bytes of activations (no placement can do with less than 2,000), 0 of scratch; 5 bytes of packed weights; = marks a step in place

            """;
        Assert.Equal([12.5, 0, 1234.6], StepTimes.Read(Table));
    }

    [Fact]
    public void Add_RunsOfASession_GiveEveryStepATime()
    {
        var session = InferenceSession.Create(SmallModels.Pixels(softmax: true), new SessionOptions { Profile = true });
        var times = new StepTimes(session);
        for (int i = 0; i < 3; i++)
        {
            session.Run<float, float>([1, 2, 3, 4], new float[4]);
            times.Add();
        }

        IReadOnlyList<BenchLayer> layers = times.Layers();
        Assert.Equal(["dense", "softmax"], layers.Select(layer => layer.Name));
        Assert.Equal([16, 0], layers.Select(layer => layer.MultiplyAdds));
        Assert.Contains(layers, layer => layer.Us > 0);
    }

    [Fact]
    public void Add_SessionWithoutProfile_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new StepTimes(InferenceSession.Create(SmallModels.Sum())).Add());
}
