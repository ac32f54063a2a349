// Compares our runtime with ONNX Runtime: integer networks byte for byte, a float network within rounding.
// tools/onnxruntime/setup.sh && dotnet run -c Release --project tools/onnxruntime/parity -- data/mnist
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Onnx;
using EdgeCnn.Tools.Parity;

const int RandomNetworks = 30;
const int CalibrationSamples = 32;
const int RandomInputs = 64;
const int FloatInputs = 100;
const float FloatTolerance = 1e-4f;

int digits = 1000;
if (args.Length is < 1 or > 2 || (args.Length == 2 && !int.TryParse(args[1], out digits)) || digits < 1)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tools/onnxruntime/parity -- MNIST_DIR [COUNT=1000]");
    return 2;
}

string models = Path.Combine(SourceTree.Root, "models"), model = Path.Combine(models, "mnist-cnn");
DirectoryInfo temp = Directory.CreateTempSubdirectory("edgecnn-parity-");
var report = new Report();
try
{
    var reference = new OnnxRuntime(Path.Combine(SourceTree.Root, "tools/onnxruntime/run-model.mjs"), temp.FullName);
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

    foreach (string folder in Directory.GetDirectories(models).Where(folder => File.Exists(Path.Combine(folder, "model.ecnn"))).Order(StringComparer.Ordinal))
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
