using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>Convolutions one after another: LeNet-5, AlexNet, VGG-16.</summary>
internal static class ClassicNetworks
{
    public static void LeNet5(LayerStack s, ArchitectureOptions o)
    {
        s.Conv(6, 5, Padding.Of(2));
        s.MaxPool(2);
        s.Conv(16, 5, Padding.Valid);
        s.MaxPool(2);
        s.Flatten();
        s.Dense(120);
        s.Dense(84);
        s.Dropout(o.Dropout);
        s.Logits();
    }

    public static void AlexNet(LayerStack s, ArchitectureOptions o)
    {
        s.Conv(64, 11, Padding.Of(2), stride: 4);
        s.MaxPool(3, 2);
        s.Conv(192, 5, Padding.Of(2));
        s.MaxPool(3, 2);
        s.Conv(384, 3, Padding.Of(1));
        s.Conv(256, 3, Padding.Of(1));
        s.Conv(256, 3, Padding.Of(1));
        s.MaxPool(3, 2);
        s.Flatten();
        s.Dropout(0.5f);
        s.Dense(4096);
        s.Dropout(0.5f);
        s.Dense(4096);
        s.Logits();
    }

    public static void Vgg16(LayerStack s, ArchitectureOptions o)
    {
        foreach ((int filters, int layers) in ((int, int)[])[(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)])
        {
            for (int i = 0; i < layers; i++)
                s.Conv(filters, 3, Padding.Of(1));
            s.MaxPool(2);
        }

        s.Flatten();
        s.Dense(4096);
        s.Dropout(0.5f);
        s.Dense(4096);
        s.Dropout(0.5f);
        s.Logits();
    }
}
