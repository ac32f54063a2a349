using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Architectures;

/// <summary>The combinations of layers that architectures are made of.</summary>
/// <param name="net">Where they are added.</param>
/// <param name="classes">Outputs of the network.</param>
/// <param name="options">What all its layers heed: penalty and initializer.</param>
public sealed class LayerStack(NetworkBuilder net, int classes, ArchitectureOptions options)
{
    private int count;

    /// <summary>Where layers are added.</summary>
    public NetworkBuilder Net { get; } = net;

    /// <summary>Outputs of the network.</summary>
    public int Classes { get; } = classes;

    /// <summary>Batch normalizations of Keras' or PyTorch's kind.</summary>
    public (float Momentum, float Epsilon) Norm { get; set; } = (0.9f, 1e-5f);

    /// <summary>The architecture's own weights at the start; the options may say otherwise.</summary>
    public Initializer Initializer
    {
        get => options.Initializer ?? field;
        set;
    } = Initializer.He;

    private Penalty Penalty => options.Penalty;

    /// <summary>A name that no other layer has.</summary>
    public string Name(string kind) => $"{kind}{++count}";

    /// <summary>Convolution with bias.</summary>
    public NetworkValue Conv(int filters, int kernel, Padding padding, ActivationKind activation = ActivationKind.Relu, int stride = 1, NetworkValue? from = null) =>
        Net.Add(new Conv2dLayer(Name("conv"), filters, kernel) { Padding = padding, Stride = (stride, stride), Activation = activation, Initializer = Initializer, Penalty = Penalty }, from ?? Net.Last);

    /// <summary>Convolution and batch normalization.</summary>
    public NetworkValue ConvNorm(int filters, int kernel, Padding padding, ActivationKind activation = ActivationKind.Relu, int stride = 1, NetworkValue? from = null, bool bias = false)
    {
        Net.Add(new Conv2dLayer(Name("conv"), filters, kernel) { Padding = padding, Stride = (stride, stride), UseBias = bias, Initializer = Initializer, Penalty = Penalty }, from ?? Net.Last);
        return BatchNorm(activation);
    }

    /// <summary>Depthwise convolution and batch normalization.</summary>
    public NetworkValue DepthwiseNorm(int kernel, Padding padding, ActivationKind activation, int stride)
    {
        Net.Add(new DepthwiseConv2dLayer(Name("depthwise"), kernel) { Padding = padding, Stride = (stride, stride), UseBias = false, Initializer = Initializer });
        return BatchNorm(activation);
    }

    /// <summary>Batch normalization.</summary>
    public NetworkValue BatchNorm(ActivationKind activation = ActivationKind.None) =>
        Net.Add(new BatchNormLayer(Name("norm")) { Momentum = Norm.Momentum, Epsilon = Norm.Epsilon, Activation = activation });

    /// <summary>Max pooling; the stride is the size unless said.</summary>
    public NetworkValue MaxPool(int size, int? stride = null, Padding padding = default, bool ceil = false, NetworkValue? from = null) =>
        Net.Add(new MaxPoolLayer(Name("pool"), size) { Stride = (stride ?? size, stride ?? size), Padding = padding, CeilMode = ceil }, from ?? Net.Last);

    /// <summary>Fully connected layer.</summary>
    public NetworkValue Dense(int units, ActivationKind activation = ActivationKind.Relu) =>
        Net.Add(new DenseLayer(Name("dense"), units) { Activation = activation, Initializer = options.DenseInitializer ?? Initializer, Penalty = Penalty });

    /// <summary>Fully connected layer that gives the logits.</summary>
    public NetworkValue Logits() => Dense(Classes, ActivationKind.None);

    /// <summary>All pixels in a row.</summary>
    public NetworkValue Flatten() => Net.Add(new FlattenLayer(Name("flatten")));

    /// <summary>Dropout, if the rate is not 0.</summary>
    public NetworkValue Dropout(float rate) => rate > 0 ? Net.Add(new DropoutLayer(Name("dropout"), rate)) : Net.Last;

    /// <summary>The mean of each channel.</summary>
    public NetworkValue GlobalAverage() => Net.Add(new GlobalAveragePoolLayer(Name("mean")));

    /// <summary>The sum of two branches.</summary>
    public NetworkValue Add(NetworkValue a, NetworkValue b, ActivationKind activation = ActivationKind.Relu) => Net.Add(new AddLayer(Name("add")) { Activation = activation }, a, b);

    /// <summary>Branches side by side.</summary>
    public NetworkValue Concat(params ReadOnlySpan<NetworkValue> branches) => Net.Add(new ConcatLayer(Name("concat")), branches);
}
