using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>Inception v1 (GoogLeNet) without its auxiliary heads, with real 5x5 convolutions, biases and no batch normalization.</summary>
internal static class InceptionNetwork
{
    // Table 1 of the paper: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool projection.
    private static readonly int[][] Modules =
    [
        [64, 96, 128, 16, 32, 32], [128, 128, 192, 32, 96, 64],
        [192, 96, 208, 16, 48, 64], [160, 112, 224, 24, 64, 64], [128, 128, 256, 24, 64, 64], [112, 144, 288, 32, 64, 64], [256, 160, 320, 32, 128, 128],
        [256, 160, 320, 32, 128, 128], [384, 192, 384, 48, 128, 128],
    ];

    public static void V1(LayerStack s, ArchitectureOptions o)
    {
        s.Conv(64, 7, Padding.Of(3), stride: 2);
        s.MaxPool(3, 2, ceil: true);
        s.Conv(64, 1, Padding.Valid);
        s.Conv(192, 3, Padding.Of(1));
        s.MaxPool(3, 2, ceil: true);
        for (int i = 0; i < Modules.Length; i++)
        {
            if (i is 2 or 7)
                s.MaxPool(3, 2, ceil: true);
            Module(s, Modules[i]);
        }

        s.GlobalAverage();
        s.Dropout(0.4f);
        s.Logits();
    }

    private static void Module(LayerStack s, int[] m)
    {
        NetworkValue x = s.Net.Last, one = s.Conv(m[0], 1, Padding.Valid, from: x);
        s.Conv(m[1], 1, Padding.Valid, from: x);
        NetworkValue three = s.Conv(m[2], 3, Padding.Of(1));
        s.Conv(m[3], 1, Padding.Valid, from: x);
        NetworkValue five = s.Conv(m[4], 5, Padding.Of(2));
        s.MaxPool(3, 1, Padding.Of(1), from: x);
        NetworkValue pool = s.Conv(m[5], 1, Padding.Valid);
        s.Concat(one, three, five, pool);
    }
}
