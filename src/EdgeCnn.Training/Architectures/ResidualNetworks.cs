using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>Residual networks.</summary>
internal static class ResidualNetworks
{
    /// <summary>MLPerf Tiny's network for 32x32 pictures: three blocks of 16, 32 and 64 filters; convolutions with bias, as there.</summary>
    public static void ResNet8(LayerStack s, ArchitectureOptions o)
    {
        s.Norm = (0.99f, 1e-3f);
        NetworkValue x = s.ConvNorm(Wide(16, o), 3, Padding.Same, bias: true);
        foreach ((int filters, int stride) in ((int, int)[])[(16, 1), (32, 2), (64, 2)])
        {
            int channels = Wide(filters, o);
            s.ConvNorm(channels, 3, Padding.Same, stride: stride, from: x, bias: true);
            NetworkValue y = s.ConvNorm(channels, 3, Padding.Same, ActivationKind.None, bias: true);
            if (stride != 1)
                x = s.Conv(channels, 1, Padding.Same, ActivationKind.None, stride, x);
            x = s.Add(x, y);
        }

        s.GlobalAverage();
        s.Dropout(o.Dropout);
        s.Logits();
    }

    /// <summary>ResNet-18 and -34: blocks of two 3x3 convolutions.</summary>
    public static void Basic(LayerStack s, params ReadOnlySpan<int> blocks)
    {
        NetworkValue x = Stem(s);
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            int channels = 64 << stage;
            for (int block = 0; block < blocks[stage]; block++)
            {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                s.ConvNorm(channels, 3, Padding.Of(1), stride: stride, from: x);
                NetworkValue y = s.ConvNorm(channels, 3, Padding.Of(1), ActivationKind.None);
                x = s.Add(Shortcut(s, x, channels, stride), y);
            }
        }

        s.GlobalAverage();
        s.Logits();
    }

    /// <summary>ResNet-50, -101 and -152: blocks of 1x1, 3x3 and 1x1 convolutions, the stride in the 3x3.</summary>
    public static void Bottleneck(LayerStack s, params ReadOnlySpan<int> blocks)
    {
        NetworkValue x = Stem(s);
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            int channels = 64 << stage;
            for (int block = 0; block < blocks[stage]; block++)
            {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                s.ConvNorm(channels, 1, Padding.Valid, from: x);
                s.ConvNorm(channels, 3, Padding.Of(1), stride: stride);
                NetworkValue y = s.ConvNorm(4 * channels, 1, Padding.Valid, ActivationKind.None);
                x = s.Add(Shortcut(s, x, 4 * channels, stride), y);
            }
        }

        s.GlobalAverage();
        s.Logits();
    }

    private static int Wide(int channels, ArchitectureOptions o) => Math.Max(1, (int)(channels * o.Width));

    private static NetworkValue Stem(LayerStack s)
    {
        s.ConvNorm(64, 7, Padding.Of(3), stride: 2);
        return s.MaxPool(3, 2, Padding.Of(1));
    }

    private static NetworkValue Shortcut(LayerStack s, NetworkValue x, int channels, int stride) =>
        x.Shape[2] == channels && stride == 1 ? x : s.ConvNorm(channels, 1, Padding.Valid, ActivationKind.None, stride, x);
}
