using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Quantization.Calibration;

/// <summary>Runs the float graph over samples and lets an observer watch every activation.</summary>
public sealed class Calibrator
{
    private readonly InferenceSession session;
    private readonly ImmutableArray<string> names;
    private readonly Dictionary<string, IObserver> observers;
    private readonly float[] values;
    private readonly string input;

    /// <summary>Prepares a float graph whose activations are fused already.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="observer">Creates the observer of a tensor.</param>
    public Calibrator(NetworkGraph graph, Func<IObserver> observer)
    {
        names = [.. graph.Nodes.Select(node => node.Output)];
        input = graph.Inputs[0];
        observers = names.Append(input).ToDictionary(name => name, _ => observer());
        // Every result becomes an output, so that none is overwritten before it was seen.
        // Ranges, and with them the int8 model, must not depend on the processor that found them.
        session = InferenceSession.Create(graph with { Outputs = names, Contract = null }, new SessionOptions { EqualBits = true });
        values = new float[names.Max(name => graph.Tensor(name).Shape.Elements)];
    }

    /// <summary>How many samples were seen.</summary>
    public int Samples { get; private set; }

    /// <summary>Runs one sample.</summary>
    /// <exception cref="EdgeCnnException">A value is not finite.</exception>
    public void Add(ReadOnlySpan<float> sample)
    {
        session.Run(sample);
        observers[input].Observe(sample);
        for (int i = 0; i < names.Length; i++)
        {
            var seen = values.AsSpan(0, session.Outputs[i].Shape.Elements);
            session.CopyOutput(i, seen);
            observers[names[i]].Observe(seen);
        }

        Samples++;
    }

    /// <summary>The proposal for a tensor.</summary>
    public QuantParams Propose(string tensor, DataType type) => observers[tensor].Propose(type);
}
