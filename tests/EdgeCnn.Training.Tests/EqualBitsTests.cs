using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Tests;

/// <summary>Without kernels that are not direct, one step gives the same gradients with every set of kernels: so on every processor.</summary>
public sealed class EqualBitsTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Train_DirectKernelsOfAnySet_GivesTheBitsOfThePortableOnes(string set)
    {
        foreach (string name in (string[])["resnet8", "mobilenet-small", "cifar-seed"])
            Assert.Equal(Gradients(name, KernelSets.Portable.Direct()), Gradients(name, KernelSets.Find(set)!.Direct()));
    }

    private static float[] Gradients(string name, KernelSet kernels)
    {
        const int batch = 3;
        Network network = ArchitectureTable.Find(name).Create(new Shape(20, 20, 3), 10, 1, new ArchitectureOptions { Kernels = kernels });
        var random = new SeededRandom(2);
        float[] pictures = [.. Enumerable.Range(0, batch * network.Input.Elements).Select(_ => (float)random.NextNormal())];
        using var crew = new Crew(2);
        new NetworkExecutor(network, crew, batch, training: true).Train(
            (first, count, images) => pictures.AsSpan(first * network.Input.Elements, count * network.Input.Elements).CopyTo(images),
            (_, _, outputs, gradient) =>
            {
                outputs.CopyTo(gradient);
                return default;
            },
            batch,
            0);
        return [.. network.Parameters.SelectMany(parameter => parameter.Gradient)];
    }
}
