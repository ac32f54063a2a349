using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>Networks of depthwise and pointwise convolutions.</summary>
internal static class MobileNetworks
{
    /// <summary>MobileNetV1: 13 pairs of a depthwise and a pointwise convolution.</summary>
    public static void V1(LayerStack s, ArchitectureOptions o)
    {
        s.ConvNorm(Wide(32, o), 3, Padding.Of(1), stride: 2);
        foreach ((int filters, int stride) in ((int, int)[])[(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1)])
        {
            s.DepthwiseNorm(3, Padding.Of(1), ActivationKind.Relu, stride);
            s.ConvNorm(Wide(filters, o), 1, Padding.Valid);
        }

        s.GlobalAverage();
        s.Dropout(o.Dropout);
        s.Logits();
    }

    /// <summary>MobileNetV2: inverted residual blocks with linear ends.</summary>
    public static void V2(LayerStack s, ArchitectureOptions o)
    {
        s.ConvNorm(Eight(32, o), 3, Padding.Of(1), ActivationKind.Relu6, stride: 2);
        foreach ((int t, int c, int n, int stride) in ((int, int, int, int)[])[(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)])
        {
            for (int i = 0; i < n; i++)
                Inverted(s, t, Eight(c, o), i == 0 ? stride : 1);
        }

        s.ConvNorm(o.Width > 1 ? Eight(1280, o) : 1280, 1, Padding.Valid, ActivationKind.Relu6);
        s.GlobalAverage();
        s.Dropout(0.2f);
        s.Logits();
    }

    /// <summary>A MobileNetV2 for 32x32 pictures: fewer blocks, the resolution kept longer.</summary>
    public static void Small(LayerStack s, ArchitectureOptions o)
    {
        s.ConvNorm(Eight(16, o), 3, Padding.Of(1), ActivationKind.Relu6);
        foreach ((int t, int c, int n, int stride) in ((int, int, int, int)[])[(1, 16, 1, 1), (4, 24, 2, 2), (4, 40, 3, 2), (4, 64, 2, 1), (4, 96, 1, 2)])
        {
            for (int i = 0; i < n; i++)
                Inverted(s, t, Eight(c, o), i == 0 ? stride : 1);
        }

        s.ConvNorm(Eight(256, o), 1, Padding.Valid, ActivationKind.Relu6);
        s.GlobalAverage();
        s.Dropout(o.Dropout);
        s.Logits();
    }

    private static void Inverted(LayerStack s, int expand, int channels, int stride)
    {
        NetworkValue x = s.Net.Last;
        if (expand > 1)
            s.ConvNorm(expand * x.Shape[2], 1, Padding.Valid, ActivationKind.Relu6);
        s.DepthwiseNorm(3, Padding.Of(1), ActivationKind.Relu6, stride);
        NetworkValue y = s.ConvNorm(channels, 1, Padding.Valid, ActivationKind.None);
        if (stride == 1 && x.Shape[2] == channels)
            s.Add(x, y, ActivationKind.None);
    }

    private static int Wide(int channels, ArchitectureOptions o) => Math.Max(1, (int)(channels * o.Width));

    // To whole eights, and never down by more than a tenth.
    private static int Eight(int channels, ArchitectureOptions o)
    {
        double wanted = channels * o.Width;
        int rounded = Math.Max(8, (int)(wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
}
