#:project ../../src/EdgeCnn.Onnx/EdgeCnn.Onnx.csproj
#:project ../../src/EdgeCnn.Quantization/EdgeCnn.Quantization.csproj
#:project ../../src/EdgeCnn.Training/EdgeCnn.Training.csproj
#:property PublishAot=false

// Compares our runtime with ONNX Runtime: integer networks byte for byte, a float network within rounding.
// tools/onnxruntime/setup.sh && dotnet run tools/onnxruntime/parity.cs -- data/mnist
using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Imaging;
using EdgeCnn.Onnx;
using EdgeCnn.Quantization;
using EdgeCnn.Runtime;
using EdgeCnn.Training;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Optimizers;

const int RandomNetworks = 30;
const int CalibrationSamples = 32;
const int RandomInputs = 64;
const int FloatInputs = 100;
const float FloatTolerance = 1e-4f;

int digits = 1000;
if (args.Length is < 1 or > 2 || (args.Length == 2 && !int.TryParse(args[1], out digits)) || digits < 1)
{
    Console.Error.WriteLine("usage: dotnet run tools/onnxruntime/parity.cs -- MNIST_DIR [COUNT=1000]");
    return 2;
}

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
string model = Path.Combine(here, "../../models/mnist-cnn");
DirectoryInfo temp = Directory.CreateTempSubdirectory("edgecnn-parity-");
var report = new Report();
try
{
    var reference = new OnnxRuntime(Path.Combine(here, "run-model.mjs"), temp.FullName);
    string? noByteRule = Processor.WhyNoByteRule();
    NetworkGraph mnist = EcnnReader.Read(Path.Combine(model, "model.ecnn"));
    byte[] export = OnnxExporter.ToBytes(mnist);

    report.Check("mnist-cnn: model.onnx is the export of model.ecnn", () => Compare.Equal(export, File.ReadAllBytes(Path.Combine(model, "model.onnx"))));
    report.Check("random float network: outputs agree", () =>
    {
        var random = new Random(0);
        NetworkGraph network = RandomNetwork.Float(random);
        float[][] inputs = RandomNetwork.Inputs(network, random, FloatInputs, 1f);
        return Compare.Near(Ours.Run(network, inputs), reference.Run(OnnxExporter.ToBytes(network), network, inputs), FloatTolerance);
    });

    foreach ((string name, int side, double width) in TrainedNetwork.Kinds)
    {
        report.Check($"{name} at {side}x{side}, trained for some steps: logits of the trainer and of its export agree", () =>
        {
            var (graph, inputs, logits) = TrainedNetwork.Make(name, side, width);
            float[] theirs = reference.Run(OnnxExporter.ToBytes(graph), graph, inputs);
            Compare.Within(Ours.Run(graph, inputs), theirs, FloatTolerance);
            return Compare.Within(logits, theirs, FloatTolerance);
        });
    }

    foreach (string folder in Directory.GetDirectories(Path.Combine(here, "../../models")).Where(folder => File.Exists(Path.Combine(folder, "model.ecnn"))).Order(StringComparer.Ordinal))
    {
        report.Check($"{Path.GetFileName(folder)}: logits of float.onnx for its samples agree", () =>
        {
            string file = Path.Combine(folder, "float.onnx");
            NetworkGraph network = OnnxImporter.Load(file);
            float[][] inputs = Samples.Prepare(network, Path.Combine(folder, "samples"));
            return Compare.Within(Ours.Run(network, inputs), reference.Run(File.ReadAllBytes(file), network, inputs), FloatTolerance);
        });
    }

    if (noByteRule is null)
    {
        var pictures = new Lazy<(float[][] Floats, byte[][] Codes)>(() => Digits.Prepare(mnist, args[0], digits));
        var theirs = new Lazy<float[]>(() => reference.Run(export, mnist, pictures.Value.Floats));
        report.Check($"mnist-cnn: {digits} digits, codes of our session", () =>
            Compare.Codes(mnist, Ours.Run(mnist, pictures.Value.Codes), theirs.Value));
        report.Check($"mnist-cnn: {digits} digits, floats of the imported model.onnx", () =>
            Compare.SameBits(Ours.Run(OnnxImporter.Load(Path.Combine(model, "model.onnx")), pictures.Value.Floats), theirs.Value));
        for (int seed = 1; seed <= RandomNetworks; seed++)
        {
            var random = new Random(seed);
            report.Check($"random int8 network {seed}", () =>
            {
                NetworkGraph network = RandomNetwork.Integer(random, CalibrationSamples);
                // Wider than the calibration, so that codes saturate too.
                float[][] inputs = RandomNetwork.Inputs(network, random, RandomInputs, 1.25f);
                byte[] file = OnnxExporter.ToBytes(network);
                float[] floats = reference.Run(file, network, inputs);
                Compare.SameBits(Ours.Run(OnnxImporter.Load(file), inputs), floats);
                return $"{Compare.Codes(network, Ours.Run(network, Ours.Quantize(network, inputs)), floats)}; {RandomNetwork.Describe(network)}";
            });
        }
    }
    else
    {
        report.Skip(2 + RandomNetworks, "checks of integer networks byte for byte", noByteRule);
    }
}
finally
{
    temp.Delete(recursive: true);
}

return report.End();

/// <summary>Prints and counts.</summary>
internal sealed class Report
{
    private int passed;
    private int failed;
    private int skipped;

    public void Check(string name, Func<string> check)
    {
        try
        {
            Console.WriteLine($"pass  {name}: {check()}");
            passed++;
        }
        catch (Exception error)
        {
            Console.WriteLine($"FAIL  {name}: {error.Message}");
            failed++;
        }
    }

    public void Skip(int count, string what, string reason)
    {
        Console.WriteLine($"skip  {count} {what}: {reason}");
        skipped += count;
    }

    public int End()
    {
        Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 ? 0 : 1;
    }
}

/// <summary>What ONNX Runtime promises on this processor.</summary>
internal static class Processor
{
    /// <summary>Why its integer layers need not give exact sums here, or null if they do.</summary>
    public static string? WhyNoByteRule()
    {
        if (RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64)
            return null;
        // On x64 without VNNI it multiplies with VPMADDUBSW, which saturates the sum of two products at 16 bits.
        string flags = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) ?? "" : "";
        return flags.Split(' ').Any(flag => flag is "avx_vnni" or "avx512_vnni")
            ? null
            : "/proc/cpuinfo shows neither AVX-VNNI nor AVX512-VNNI; without them ONNX Runtime saturates sums at 16 bits";
    }
}

/// <summary>Runs models with ONNX Runtime, a process each.</summary>
internal sealed class OnnxRuntime(string script, string folder)
{
    /// <summary>All outputs, one after another.</summary>
    /// <param name="file">The ONNX model.</param>
    /// <param name="network">The graph that it was written from; it tells the inputs' shape.</param>
    /// <param name="inputs">As our sessions take them, NHWC.</param>
    public float[] Run(byte[] file, NetworkGraph network, float[][] inputs)
    {
        string path = Path.Combine(folder, "model.onnx"), input = Path.Combine(folder, "input.bin"), output = Path.Combine(folder, "output.bin");
        File.WriteAllBytes(path, file);
        File.Delete(output);
        Shape shape = network.Tensor(network.Inputs[0]).Shape;
        using (FileStream stream = File.Create(input))
        {
            foreach (float[] values in inputs)
                stream.Write(MemoryMarshal.AsBytes<float>(ToNchw(values, shape)));
        }

        var start = new ProcessStartInfo("node", [script, path, input, output, $"{inputs.Length}"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string message = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(output)).ToArray()
            : throw new InvalidOperationException($"run-model.mjs ended with {process.ExitCode}: {message.Trim()}");
    }

    private static float[] ToNchw(float[] values, Shape shape)
    {
        int plane = shape[1] * shape[2], channels = shape[3];
        float[] result = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            result[(i % channels * plane) + (i / channels)] = values[i];
        return result;
    }
}

/// <summary>Runs models with our sessions.</summary>
internal static class Ours
{
    /// <summary>The codes of an integer graph's inputs.</summary>
    public static byte[][] Quantize(NetworkGraph graph, float[][] inputs)
    {
        TensorInfo info = graph.Tensor(graph.Inputs[0]);
        return [.. inputs.Select(values => values.Select(x => (byte)QuantParams.Quantize(x, info.Quant!.Scale, info.Quant.ZeroPoint, info.Type)).ToArray())];
    }

    /// <summary>All outputs, one after another; inputs and outputs are float, or codes.</summary>
    public static T[] Run<T>(NetworkGraph graph, T[][] inputs)
        where T : unmanaged
    {
        InferenceSession session = InferenceSession.Create(graph);
        int length = session.Outputs[0].Shape.Elements;
        var results = new T[inputs.Length * length];
        for (int i = 0; i < inputs.Length; i++)
            session.Run<T, T>(inputs[i], results.AsSpan(i * length, length));
        return results;
    }
}

/// <summary>The pictures beside a committed model as its float form takes them.</summary>
internal static class Samples
{
    public static float[][] Prepare(NetworkGraph graph, string folder)
    {
        IDataset samples = NamedData.Parse($"folder:{folder}").Open(train: false);
        var preprocessor = new Preprocessor(graph.Contract!, graph.Tensor(graph.Inputs[0]));
        float[][] inputs = [.. Enumerable.Range(0, samples.Count).Select(_ => new float[preprocessor.Elements])];
        for (int i = 0; i < inputs.Length; i++)
            preprocessor.Prepare(samples.Picture(i), inputs[i].AsSpan());
        return inputs;
    }
}

/// <summary>Test digits as an integer model takes them.</summary>
internal static class Digits
{
    /// <summary>Each digit as real numbers and as codes, prepared apart from each other.</summary>
    public static (float[][] Floats, byte[][] Codes) Prepare(NetworkGraph graph, string folder, int count)
    {
        IdxDataset test = IdxDataset.Load(folder, train: false);
        if (count > test.Count)
            throw new ArgumentException($"{folder} has {test.Count} test digits, {count} are asked for.");
        TensorInfo input = graph.Tensor(graph.Inputs[0]);
        var toFloats = new Preprocessor(graph.Contract!, new TensorInfo(input.Name, DataType.Float32, input.Shape));
        var toCodes = new Preprocessor(graph.Contract!, input);
        float[][] floats = [.. Enumerable.Range(0, count).Select(_ => new float[toFloats.Elements])];
        byte[][] codes = [.. Enumerable.Range(0, count).Select(_ => new byte[toCodes.Elements])];
        for (int i = 0; i < count; i++)
        {
            toFloats.Prepare(test.Picture(i), floats[i].AsSpan());
            toCodes.Prepare(test.Picture(i), codes[i].AsSpan());
        }

        return (floats, codes);
    }
}

/// <summary>Comparisons: a short text if equal, an exception with the first difference if not.</summary>
internal static class Compare
{
    public static string Equal(byte[] ours, byte[] theirs)
    {
        Length(ours.Length, theirs.Length);
        int same = ours.AsSpan().CommonPrefixLength(theirs);
        return same == ours.Length ? $"{same} bytes equal" : throw new InvalidDataException($"byte {same} is {ours[same]} in the export, {theirs[same]} in the file");
    }

    /// <summary>Our codes against the real numbers that ONNX Runtime makes of its codes.</summary>
    public static string Codes(NetworkGraph graph, byte[] ours, float[] theirs)
    {
        Length(ours.Length, theirs.Length);
        TensorInfo output = graph.Tensor(graph.Outputs[0]);
        QuantParams quant = output.Quant!;
        for (int i = 0; i < ours.Length; i++)
        {
            string where = $"input {i / output.Shape.Elements}, output {i % output.Shape.Elements}";
            float code = MathF.Round(theirs[i] / quant.Scale) + quant.ZeroPoint;
            if (!(code >= output.Type.MinCode() && code <= output.Type.MaxCode()) || !SameBits(QuantParams.Dequantize((int)code, quant.Scale, quant.ZeroPoint), theirs[i]))
                throw new InvalidDataException($"{where}: ONNX Runtime's {theirs[i]:R} is no code of scale {quant.Scale:R}, zero point {quant.ZeroPoint}");
            if (code != ours[i])
                throw new InvalidDataException($"{where}: our code {ours[i]}, ONNX Runtime's {code} of {theirs[i]:R}");
        }

        return $"{ours.Length} codes equal, {ours.Distinct().Count()} different ones";
    }

    public static string SameBits(float[] ours, float[] theirs)
    {
        Length(ours.Length, theirs.Length);
        int same = MemoryMarshal.Cast<float, int>(ours).CommonPrefixLength(MemoryMarshal.Cast<float, int>(theirs));
        return same == ours.Length
            ? $"{same} floats equal bit for bit"
            : throw new InvalidDataException($"float {same}: ours {ours[same]:R}, ONNX Runtime's {theirs[same]:R}");
    }

    public static string Near(float[] ours, float[] theirs, float tolerance)
    {
        Length(ours.Length, theirs.Length);
        float range = theirs.Max() - theirs.Min();
        var (error, at) = ours.Zip(theirs, (x, y) => MathF.Abs(x - y)).Select((error, i) => (error, i)).MaxBy(pair => float.IsNaN(pair.error) ? float.PositiveInfinity : pair.error);
        // Written so that NaN fails.
        return range > 0 && error <= tolerance * range
            ? $"{ours.Length} floats, largest error {error / range:E1} of the range"
            : throw new InvalidDataException($"float {at}: ours {ours[at]:R}, ONNX Runtime's {theirs[at]:R}, range {range:R}, allowed {tolerance:E0} of it");
    }

    public static string Within(float[] ours, float[] theirs, float tolerance)
    {
        Length(ours.Length, theirs.Length);
        float error = ours.Zip(theirs, (x, y) => MathF.Abs(x - y)).Max(), range = theirs.Max() - theirs.Min();
        // Written so that NaN fails.
        return error <= tolerance && range > 0.01f
            ? $"{ours.Length} floats in a range of {range:F2}, largest error {error:E1}"
            : throw new InvalidDataException($"largest error {error:R}, allowed {tolerance:E0}, range {range:R}");
    }

    private static bool SameBits(float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y);

    private static void Length(int ours, int theirs)
    {
        if (ours != theirs || ours == 0)
            throw new InvalidDataException($"lengths differ or are 0: ours {ours}, theirs {theirs}");
    }
}

/// <summary>Networks of the training host after some steps on random pictures, so that weights and moving statistics are no longer as at the start.</summary>
internal static class TrainedNetwork
{
    private const int Batch = 12;
    private const int Steps = 6;

    /// <summary>Name, rows and columns, factor of the channels.</summary>
    public static IReadOnlyList<(string Name, int Side, double Width)> Kinds { get; } =
    [
        ("mlp", 28, 1), ("mnist-cnn", 28, 1), ("lenet5", 28, 1), ("cifar-seed", 32, 1), ("cifar-improved", 32, 1), ("resnet8", 32, 1), ("mobilenet-small", 32, 1),
        ("resnet18", 64, 1), ("inception-v1", 64, 1), ("mobilenetv1", 96, 0.25), ("mobilenetv2", 64, 0.35),
    ];

    /// <summary>The float graph, pictures and what the trainer itself makes of them.</summary>
    public static (NetworkGraph Graph, float[][] Inputs, float[] Logits) Make(string name, int side, double width)
    {
        var architecture = ArchitectureTable.Find(name);
        var input = new Shape(side, side, architecture.Input[2]);
        Network network = architecture.Create(input, 10, seed: 1, new ArchitectureOptions { Width = width });
        var random = new SeededRandom(5);
        float[][] pictures = [.. Enumerable.Range(0, Batch).Select(_ => (float[])[.. Enumerable.Range(0, input.Elements).Select(_ => (float)random.NextNormal())])];
        void Fill(int first, int count, Span<float> images)
        {
            for (int i = 0; i < count; i++)
                pictures[first + i].CopyTo(images[(i * input.Elements)..]);
        }

        using var crew = new Crew(0);
        var optimizer = new Adam { LearningRate = 1e-3f };
        var loss = new SoftmaxCrossEntropy();
        float[] targets = new float[Batch * 10];
        for (int i = 0; i < Batch; i++)
            targets[(i * 10) + (i % 10)] = 1;
        var executor = new NetworkExecutor(network, crew, Batch, training: true);
        for (int step = 0; step < Steps; step++)
        {
            executor.Train(Fill, (first, count, outputs, gradient) => loss.Compute(outputs, targets.AsSpan(first * 10, count * 10), 10, 1f / Batch, gradient), Batch, step);
            optimizer.Step(network.Parameters, crew);
        }

        float[] logits = new float[targets.Length];
        new NetworkExecutor(network, crew, Batch, training: false).Predict(Fill, (first, outputs) => outputs.Span.CopyTo(logits.AsSpan(first * 10)), Batch);
        var contract = new InputContract
        {
            Height = side,
            Width = side,
            Color = input[2] == 3 ? ColorOrder.Rgb : ColorOrder.Gray,
            Mean = [.. Enumerable.Repeat(0f, input[2])],
            Std = [.. Enumerable.Repeat(1f, input[2])],
            Labels = [.. Enumerable.Range(0, 10).Select(i => $"{i}")],
        };
        return (GraphExport.ToGraph(network, contract), pictures, logits);
    }
}

/// <summary>Small networks that depend on nothing but the random numbers.</summary>
internal static class RandomNetwork
{
    /// <summary>One of each float layer.</summary>
    public static NetworkGraph Float(Random random)
    {
        var builder = new NetworkGraphBuilder("random-float");
        string x = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape(1, 17, 13, 3))).Name;
        x = Conv(builder, random, x, 3, 3, 11, new Window { StrideH = 2, PadTop = 1, PadLeft = 1, PadRight = 1 }, ActivationKind.Relu);
        x = Conv(builder, random, x, 2, 3, 20, new Window { StrideW = 2, PadBottom = 1 }, ActivationKind.None);
        x = Relu(builder, Pool(builder, x, new Window { StrideH = 2, StrideW = 2, PadLeft = 1 }));
        x = Dense(builder, random, Flatten(builder, x), 24, ActivationKind.Relu);
        builder.AddOutput(Dense(builder, random, x, 7, ActivationKind.None));
        return builder.Build();
    }

    /// <summary>Any chain of convolutions, poolings and dense layers, quantized.</summary>
    public static NetworkGraph Integer(Random random, int calibrationSamples)
    {
        // Few channels behind ReLU may be 0 whatever the input is; equal outputs of such a network would prove nothing.
        while (true)
        {
            NetworkGraph network = AnyChain(random);
            float[][] samples = Inputs(network, random, calibrationSamples, 1f);
            var quantizer = new Quantizer(network);
            foreach (float[] sample in samples)
                quantizer.Calibrate(sample);
            NetworkGraph integer = quantizer.Quantize();
            byte[] codes = Ours.Run(integer, Ours.Quantize(integer, samples));
            if (codes.Chunk(codes.Length / samples.Length).Select(Convert.ToHexString).Distinct().Count() > samples.Length / 2)
                return integer;
        }
    }

    /// <summary>Inputs in ±range.</summary>
    public static float[][] Inputs(NetworkGraph network, Random random, int count, float range) =>
        [.. Enumerable.Range(0, count).Select(_ => Values(random, network.Tensor(network.Inputs[0]).Shape.Elements, range))];

    /// <summary>The layers in one line, for example <c>12x9x3 Conv2d.Relu MaxPool Reshape Dense</c>.</summary>
    public static string Describe(NetworkGraph network)
    {
        Shape input = network.Tensor(network.Inputs[0]).Shape;
        var layers = network.Nodes.Select(node => node is LinearNode { Activation: ActivationKind.Relu } ? $"{node.Op}.Relu" : node.Op);
        return $"{input[1]}x{input[2]}x{input[3]} {string.Join(' ', layers)}";
    }

    private static NetworkGraph AnyChain(Random random)
    {
        var builder = new NetworkGraphBuilder("random-int8");
        string x = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape(1, random.Next(5, 15), random.Next(5, 15), random.Next(1, 9)))).Name;
        for (int layers = random.Next(1, 4); layers > 0; layers--)
            x = AnyBlock(builder, random, x);
        x = Flatten(builder, x);
        if (Chance(random))
            x = Dense(builder, random, x, random.Next(1, 40), AnyActivation(random));
        builder.AddOutput(Dense(builder, random, x, random.Next(1, 21), ActivationKind.None));
        return builder.Build();
    }

    // A convolution, then perhaps a pooling, then perhaps a ReLU of its own.
    private static string AnyBlock(NetworkGraphBuilder builder, Random random, string x)
    {
        Shape from = builder.Tensor(x).Shape;
        int kernelH = random.Next(1, Math.Min(3, from[1]) + 1), kernelW = random.Next(1, Math.Min(3, from[2]) + 1);
        x = Conv(builder, random, x, kernelH, kernelW, random.Next(1, 21), AnyWindow(random), AnyActivation(random));
        Shape map = builder.Tensor(x).Shape;
        if (Math.Min(map[1], map[2]) < 2 || Chance(random))
            return x;
        x = Pool(builder, x, AnyWindow(random));
        return random.Next(4) == 0 ? Relu(builder, x) : x;
    }

    private static Window AnyWindow(Random random) => new()
    {
        StrideH = random.Next(1, 3),
        StrideW = random.Next(1, 3),
        PadTop = random.Next(2),
        PadLeft = random.Next(2),
        PadBottom = random.Next(2),
        PadRight = random.Next(2),
    };

    private static ActivationKind AnyActivation(Random random) => Chance(random) ? ActivationKind.Relu : ActivationKind.None;

    private static string Conv(NetworkGraphBuilder builder, Random random, string x, int kernelH, int kernelW, int channels, Window window, ActivationKind activation)
    {
        string name = $"{x}.conv";
        Shape weights = new(channels, kernelH, kernelW, builder.Tensor(x).Shape[3]);
        return builder.Add(new Conv2dNode { Name = name, Inputs = [x, .. Constants(builder, random, name, weights)], Output = $"{name}.y", Window = window, Activation = activation }).Name;
    }

    private static string Dense(NetworkGraphBuilder builder, Random random, string x, int outputs, ActivationKind activation)
    {
        string name = $"{x}.dense";
        Shape weights = new(outputs, builder.Tensor(x).Shape[1]);
        return builder.Add(new DenseNode { Name = name, Inputs = [x, .. Constants(builder, random, name, weights)], Output = $"{name}.y", Activation = activation }).Name;
    }

    private static string Pool(NetworkGraphBuilder builder, string x, Window window) =>
        builder.Add(new MaxPoolNode { Name = $"{x}.pool", Inputs = [x], Output = $"{x}.pool.y", KernelH = 2, KernelW = 2, Window = window }).Name;

    private static string Relu(NetworkGraphBuilder builder, string x) =>
        builder.Add(new ActivationNode { Name = $"{x}.relu", Inputs = [x], Output = $"{x}.relu.y", Kind = ActivationKind.Relu }).Name;

    private static string Flatten(NetworkGraphBuilder builder, string x) =>
        builder.Add(new ReshapeNode { Name = $"{x}.flatten", Inputs = [x], Output = $"{x}.flatten.y", Target = new Shape(1, builder.Tensor(x).Shape.Elements) }).Name;

    // Weights of a size that keeps activations near 1, each channel with its own; one layer in four has no bias.
    private static string[] Constants(NetworkGraphBuilder builder, Random random, string name, Shape shape)
    {
        int channels = shape[0], length = shape.Elements / channels;
        var weights = Enumerable.Range(0, channels).SelectMany(_ => Values(random, length, (0.25f + random.NextSingle()) * MathF.Sqrt(3f / length))).ToArray();
        string w = builder.AddConstant<float>(new TensorInfo($"{name}.w", DataType.Float32, shape), weights).Name;
        return random.Next(4) == 0 ? [w] : [w, builder.AddConstant<float>(new TensorInfo($"{name}.b", DataType.Float32, new Shape(channels)), Values(random, channels, 0.5f)).Name];
    }

    private static bool Chance(Random random) => random.Next(2) == 0;

    private static float[] Values(Random random, int count, float range) => [.. Enumerable.Range(0, count).Select(_ => ((random.NextSingle() * 2) - 1) * range)];
}
