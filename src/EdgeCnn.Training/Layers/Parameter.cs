using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>Values that training changes.</summary>
public sealed class Parameter(string name, Shape shape)
{
    /// <summary>Layer and role, for example <c>conv1.weight</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Sizes; convolution weights are OHWI, dense weights [outputs, inputs].</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The values.</summary>
    public float[] Value { get; } = new float[shape.Elements];

    /// <summary>dLoss/dValue of the last batch.</summary>
    public float[] Gradient { get; } = new float[shape.Elements];

    /// <summary>Fills with numbers of N(0, √(2 / fanIn)²), which keeps the variance through ReLU layers.</summary>
    /// <remarks>Source: He et al. 2015, "Delving Deep into Rectifiers", §2.2.</remarks>
    public void InitializeHe(SeededRandom random, int fanIn)
    {
        double deviation = Math.Sqrt(2.0 / fanIn);
        for (int i = 0; i < Value.Length; i++)
            Value[i] = (float)(random.NextNormal() * deviation);
    }
}
