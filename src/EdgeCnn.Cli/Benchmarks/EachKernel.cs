using System.Globalization;
using System.Text;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;
using EdgeCnn.Runtime.Tuning;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>One model's layers with every kernel that accepts them.</summary>
/// <param name="Model">What reports call the model.</param>
/// <param name="Kernels">The kernel set.</param>
/// <param name="Threads">Threads of a run.</param>
/// <param name="Layers">The layers that have kernels to choose from.</param>
internal sealed record EachKernel(string Model, string Kernels, int Threads, IReadOnlyList<LayerTrial> Layers)
{
    private const long Seed = 1;

    /// <summary>How long a model is measured where no time is given.</summary>
    public static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(3);

    /// <summary>Measures a model.</summary>
    /// <exception cref="EdgeCnnException">It cannot be read or run.</exception>
    public static EachKernel Measure(BenchTarget target, BenchPlan plan, CancellationToken cancellation)
    {
        NetworkGraph graph = ModelFile.Open(target.Path);
        var options = new SessionOptions { Kernels = plan.Kernels, Threads = plan.Threads };
        InferenceSession session = InferenceSession.Create(graph, options);
        var random = new RandomInputs(graph, Seed);
        byte[][] inputs = [.. session.Inputs.Select(input => new byte[input.SizeBytes])];
        for (int i = 0; i < inputs.Length; i++)
            random.Fill(i, inputs[i]);
        return new EachKernel(target.Name, session.Kernels, session.Threads, new KernelTrial(graph, options).Run(plan.Steady ?? UsualTime, Give, cancellation));

        void Give(InferenceSession to)
        {
            for (int i = 0; i < inputs.Length; i++)
                to.SetInputBytes(i, inputs[i]);
        }
    }

    /// <summary>The form for programs.</summary>
    public Dictionary<string, object> Document => new()
    {
        ["model"] = Model,
        ["kernels"] = Kernels,
        ["threads"] = Threads,
        ["picked_us"] = Math.Round(Layers.Sum(layer => layer.Picked.Us), 2),
        ["fastest_us"] = Math.Round(Layers.Sum(layer => layer.Fastest.Us), 2),
        ["layers"] = Layers.Select(layer => new
        {
            name = layer.Node,
            op = layer.Op,
            output = layer.Output.Shape.Dims,
            macs = layer.MultiplyAdds,
            pick = layer.Pick,
            fastest = layer.Fastest.Name,
            kernels = layer.Kernels.Select(kernel => new { name = kernel.Name, us = kernel.Us, runs = kernel.Runs, gmacs_per_s = BenchLayer.Rate(layer.MultiplyAdds, kernel.Us), pick = kernel.Name == layer.Pick }),
        }),
    };

    /// <summary>The form for people: a line a kernel, the dispatcher's pick marked.</summary>
    public string Table()
    {
        var culture = CultureInfo.InvariantCulture;
        int layerWidth = Math.Max(5, Layers.Select(layer => layer.Node.Length).DefaultIfEmpty().Max());
        int kernelWidth = Math.Max(6, Layers.SelectMany(layer => layer.Kernels).Select(kernel => kernel.Name.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        text.Append(culture, $"{Model}: kernels {Kernels}, threads {Threads}; least time of all runs; <-- is the dispatcher's pick, ! a kernel that was faster\n");
        text.Append(culture, $"{"layer".PadRight(layerWidth)}  {"kernel".PadRight(kernelWidth)} {"µs",11} {"GMAC/s",8}\n");
        foreach (LayerTrial layer in Layers)
        {
            foreach (KernelTime kernel in layer.Kernels)
            {
                string mark = kernel.Name == layer.Pick ? "<--" : kernel.Us < layer.Picked.Us ? "!" : "";
                string name = kernel == layer.Kernels[0] ? layer.Node : "";
                text.Append(string.Create(culture, $"{name.PadRight(layerWidth)}  {kernel.Name.PadRight(kernelWidth)} {kernel.Us,11:F1} {BenchLayer.Rate(layer.MultiplyAdds, kernel.Us),8:F2} {mark}").TrimEnd()).Append('\n');
            }
        }

        text.Append(culture, $"picks {Layers.Sum(layer => layer.Picked.Us):F1} µs together, the fastest of each layer {Layers.Sum(layer => layer.Fastest.Us):F1}");
        return text.ToString();
    }
}
