using EdgeCnn.Graph;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training;

/// <summary>Layers one after another, with the memory for a batch between them.</summary>
public sealed class Network
{
    private float[][] values = []; // values[i] is the input of layer i; the last one is the output
    private float[][] gradients = [];

    /// <summary>Builds the layers for an input.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="input">One image, [H, W, C].</param>
    /// <param name="layers">First layer first.</param>
    /// <param name="seed">Decides the initial weights.</param>
    public Network(string name, Shape input, IReadOnlyList<Layer> layers, long seed)
    {
        Name = name;
        Input = input;
        Layers = layers;
        for (int i = 0; i < layers.Count; i++)
            input = layers[i].Build(input, new SeededRandom(seed, stream: i + 1));
        Output = input;
        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>One image.</summary>
    public Shape Input { get; }

    /// <summary>The output for one image.</summary>
    public Shape Output { get; }

    /// <summary>First layer first.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The parameters of all layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Values of all parameters together.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Value.Length);

    /// <summary>Runs a batch.</summary>
    /// <param name="images">[batch, Input…]</param>
    /// <param name="batch">How many.</param>
    /// <param name="slices">The workers.</param>
    /// <returns>[batch, Output…], valid until the next run.</returns>
    public ReadOnlyMemory<float> Forward(ReadOnlySpan<float> images, int batch, Slices slices)
    {
        Reserve(batch);
        images[..(batch * Input.Elements)].CopyTo(values[0]);
        for (int i = 0; i < Layers.Count; i++)
            Layers[i].Forward(values[i], values[i + 1], batch, slices);
        return values[^1].AsMemory(0, batch * Output.Elements);
    }

    /// <summary>The gradients of all parameters for the batch of the last <see cref="Forward"/>.</summary>
    /// <param name="outputGradient">[batch, Output…]</param>
    /// <param name="batch">As many as were run.</param>
    /// <param name="slices">The workers.</param>
    public void Backward(ReadOnlySpan<float> outputGradient, int batch, Slices slices)
    {
        outputGradient.CopyTo(gradients[^1]);
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            // Nobody asks for the gradient of the images.
            Memory<float> dx = i == 0 ? Memory<float>.Empty : gradients[i];
            Layers[i].Backward(values[i], values[i + 1], gradients[i + 1], dx, batch, slices);
        }
    }

    private void Reserve(int batch)
    {
        if (values.Length > 0 && values[0].Length >= batch * Input.Elements)
            return;
        values = [new float[batch * Input.Elements], .. Layers.Select(layer => new float[batch * layer.Output.Elements])];
        gradients = [[], .. Layers.Select(layer => new float[batch * layer.Output.Elements])];
    }
}
