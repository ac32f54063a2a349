#:project ../../src/EdgeCnn.Onnx/EdgeCnn.Onnx.csproj
#:property PublishAot=false

// Writes ResNet-18 for 224x224 pictures in float (He et al. 2016, "Deep residual learning for image recognition", table 1) with
// random weights, its batch normalizations folded into the convolutions: a network of 3x3 convolutions to measure speed with.
// dotnet run tools/models/make-resnet18.cs -- resnet18.onnx 1
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx;

const int Size = 224, Classes = 1000, BlocksOfAStage = 2;
int[] stageChannels = [64, 128, 256, 512];

int seed = 1;
if (args.Length is 0 or > 2 || (args.Length == 2 && !int.TryParse(args[1], out seed)))
{
    Console.Error.WriteLine("usage: dotnet run tools/models/make-resnet18.cs -- OUT.onnx [SEED=1]");
    return 2;
}

var random = new Random(seed);
var builder = new NetworkGraphBuilder("resnet18");
builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape(1, Size, Size, 3)));
string x = Conv("stem", "input", stageChannels[0], 7, 2, ActivationKind.Relu);
x = builder.Add(new MaxPoolNode { Name = "pool", Inputs = [x], Output = "pool", KernelH = 3, KernelW = 3, Window = new Window { StrideH = 2, StrideW = 2, PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 } }).Name;
for (int stage = 0; stage < stageChannels.Length; stage++)
{
    for (int block = 0; block < BlocksOfAStage; block++)
        x = Block($"stage{stage + 1}.{block}", x, stageChannels[stage], stage > 0 && block == 0 ? 2 : 1);
}

x = builder.Add(new GlobalAveragePoolNode { Name = "mean", Inputs = [x], Output = "mean" }).Name;
x = builder.Add(new ReshapeNode { Name = "flat", Inputs = [x], Output = "flat", Target = new Shape(1, stageChannels[^1]) }).Name;
builder.Add(new DenseNode { Name = "fc", Inputs = [x, Weights("fc", new Shape(Classes, stageChannels[^1]), 1), Bias("fc", Classes)], Output = "output" });
builder.AddOutput("output");
OnnxExporter.Save(builder.Build(), args[0]);
return 0;

string Block(string name, string from, int channels, int stride)
{
    string inner = Conv($"{name}.conv1", from, channels, 3, stride, ActivationKind.Relu);
    string outer = Conv($"{name}.conv2", inner, channels, 3, 1, ActivationKind.None);
    string side = stride == 1 ? from : Conv($"{name}.down", from, channels, 1, stride, ActivationKind.None);
    return builder.Add(new AddNode { Name = name, Inputs = [outer, side], Output = name, Activation = ActivationKind.Relu }).Name;
}

string Conv(string name, string from, int channels, int kernel, int stride, ActivationKind activation)
{
    // A sum that no activation follows joins another one, so half the variance keeps that of the network.
    string weights = Weights(name, new Shape(channels, kernel, kernel, builder.Tensor(from).Shape[3]), activation == ActivationKind.None ? 0.5 : 2);
    return builder.Add(new Conv2dNode { Name = name, Inputs = [from, weights, Bias(name, channels)], Output = $"{name}.out", Window = new Window { StrideH = stride, StrideW = stride, PadTop = kernel / 2, PadLeft = kernel / 2, PadBottom = kernel / 2, PadRight = kernel / 2 }, Activation = activation }).Name;
}

string Weights(string name, Shape shape, double gain)
{
    // He et al. 2015: a variance of 2 over the number of inputs keeps the activations' through rectifiers.
    double deviation = Math.Sqrt(gain * shape[0] / shape.Elements);
    return Constant($"{name}.weights", shape, () => deviation * Normal());
}

string Bias(string name, int channels) => Constant($"{name}.bias", new Shape(channels), () => 0.1 * Normal());

string Constant(string name, Shape shape, Func<double> next)
{
    float[] values = new float[shape.Elements];
    foreach (ref float value in values.AsSpan())
        value = (float)next();
    return builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), values).Name;
}

// Box and Muller 1958.
double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
