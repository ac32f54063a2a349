using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>The networks of a CNN course, for pictures of 28x28 and 32x32.</summary>
internal static class CourseNetworks
{
    /// <summary>784-128-10 with sigmoids: 101,770 parameters.</summary>
    public static void Mlp(LayerStack s, ArchitectureOptions o)
    {
        s.Initializer = Initializer.XavierUniform;
        s.Flatten();
        s.Dense(128, ActivationKind.None);
        s.Net.Add(new ActivationLayer(s.Name("sigmoid"), UnaryKind.Sigmoid));
        s.Dropout(o.Dropout);
        s.Logits();
    }

    /// <summary>Two convolutions, two dense layers: 421,642 parameters.</summary>
    public static void MnistCnn(LayerStack s, ArchitectureOptions o)
    {
        foreach (int filters in (int[])[32, 64])
        {
            Conv(s, filters, Padding.Of(1), o.BatchNorm);
            s.MaxPool(2);
        }

        s.Flatten();
        s.Dense(128);
        s.Dropout(o.Dropout);
        s.Logits();
    }

    /// <summary>Three convolutions, two dense layers: 122,570 parameters.</summary>
    public static void CifarSeed(LayerStack s, ArchitectureOptions o)
    {
        IReadOnlyList<int> filters = o.Filters.Count == 0 ? [32, 64, 64] : o.Filters;
        s.Norm = (0.99f, 1e-3f);
        s.Initializer = Initializer.XavierUniform;
        for (int i = 0; i < filters.Count; i++)
        {
            Conv(s, filters[i], Padding.Valid, o.BatchNorm);
            if (i < filters.Count - 1 && o.Pool > 1)
                s.MaxPool(o.Pool);
        }

        s.Flatten();
        s.Dense(64);
        s.Dropout(o.Dropout);
        s.Logits();
    }

    /// <summary>Three convolutions with batch normalization behind their ReLU, dropout, two dense layers: 1,276,170 trainable parameters.</summary>
    public static void CifarImproved(LayerStack s, ArchitectureOptions o)
    {
        s.Norm = (0.99f, 1e-3f);
        s.Initializer = Initializer.XavierUniform;
        s.Conv(32, 3, Padding.Valid);
        s.BatchNorm();
        s.Conv(64, 3, Padding.Valid);
        s.BatchNorm();
        s.MaxPool(2);
        s.Dropout(0.5f);
        s.Conv(128, 3, Padding.Valid);
        s.BatchNorm();
        s.MaxPool(2);
        s.Dropout(0.5f);
        s.Flatten();
        s.Dense(256);
        s.Dropout(0.5f);
        s.Logits();
    }

    private static void Conv(LayerStack s, int filters, Padding padding, bool norm)
    {
        if (norm)
            s.ConvNorm(filters, 3, padding);
        else
            s.Conv(filters, 3, padding);
    }
}
