using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Quantization.Verification;
using EdgeCnn.Runtime;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn eval</c>: how often a model is right.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> data = CommonOptions.TestData();
        var scaling = new ScalingOptions();
        var reading = new ReadingOptions();
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("eval", "Counts how often a model's best answer is right.", "edgecnn eval models/mnist-cnn/model.ecnn --data mnist:data/mnist --json")
            .With([model, data, .. scaling.Symbols, .. reading.Symbols, kernels, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Evaluate(parsed.GetRequiredValue(model), reading.Open(parsed.GetRequiredValue(model), parsed), parsed.GetRequiredValue(data), scaling.Read(parsed), new SessionOptions { Kernels = parsed.GetValue(kernels), WithoutPasses = reading.WithoutPasses(parsed) }, new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Evaluate(string model, NetworkGraph graph, string data, InputScaling scaling, SessionOptions options, CommandOutput output, CancellationToken cancellation)
    {
        var session = InferenceSession.Create(graph, options);
        TellLearned(graph, NamedData.Parse(data), output);
        if (session.Contract is { Task: not ModelTask.Multiclass } other)
            return EvaluateLabels(model, graph, other, data, options.Kernels, output, cancellation);
        IDataset test = NamedData.Parse(data).Open(train: false, session.Contract?.Labels);
        InputContract contract = scaling.Contract(model, session, test.Labels);
        var preprocessor = new Preprocessor(contract, session.Inputs[0]);
        var accuracy = new AccuracyRun(session);
        bool integer = session.Inputs[0].Type.IsCode(), guess = session.Contract is null && scaling.Crop is null;
        byte[] codes = new byte[integer ? preprocessor.Elements : 0];
        float[] values = new float[integer ? 0 : preprocessor.Elements];
        var watch = Stopwatch.StartNew();
        output.Progress("evaluating", test.Count, show =>
        {
            for (int i = 0; i < test.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (i % 100 == 0)
                    show(i, $"{accuracy.Images / watch.Elapsed.TotalSeconds:F0} pictures/s");
                if (!test.TryPicture(i, out ImageView picture, out string? _))
                    continue;

                if (guess)
                    RejectOtherShape(model, test is FileDataset ? test.NameOf(i) : data, picture, contract);
                if (integer)
                {
                    preprocessor.Prepare(picture, codes);
                    accuracy.Add<byte>(codes, test.Label(i));
                }
                else
                {
                    preprocessor.Prepare(picture, values);
                    accuracy.Add<float>(values, test.Label(i));
                }
            }
        });
        foreach (UnreadablePicture left in test.Unreadable)
            output.Note($"edgecnn: {left.Reason}");
        int unreadable = test.Unreadable.Count;
        if (accuracy.Images == 0)
            throw new EdgeCnnException($"{data}: none of its {test.Count} pictures can be read.");
        output.Result(
            new { top1 = accuracy.Top1, images = accuracy.Images, right = accuracy.Right, unreadable, model, kernels = session.Kernels, input = $"{session.Inputs[0].Type}", seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) },
            string.Create(CultureInfo.InvariantCulture, $"{model}: {accuracy.Right:N0} of {accuracy.Images:N0} right ({100 * accuracy.Top1:F2} %), kernels {session.Kernels}, {accuracy.Images / watch.Elapsed.TotalSeconds:F0} pictures/s{(unreadable == 0 ? "" : $"; {unreadable:N0} pictures could not be read")}"));
        return 0;
    }

    // Training keeps a part of such a set back; all of it is judged here.
    private static void TellLearned(NetworkGraph graph, NamedData data, CommandOutput output)
    {
        if (graph.Provenance.TryGetValue("train.command", out string? command) && command.Contains($"--data {data.Kind}:", StringComparison.Ordinal) && data.Parts() is [DataPart.Train])
            output.Note($"{data.Kind}:{data.Directory} has one part only: if the model was trained with it, it has learned from most of these pictures, and is less often right on others. 'edgecnn train' has told how often on those that it kept back.");
    }

    // Labels that do not exclude each other, or one class against all others of the data.
    private static int EvaluateLabels(string model, NetworkGraph graph, InputContract contract, string data, string? kernels, CommandOutput output, CancellationToken cancellation)
    {
        bool one = contract.Labels.Length == 1;
        IDataset test = NamedData.Parse(data).Open(train: false, one ? null : contract.Labels);
        if (one && !test.Labels.Contains(contract.Labels[0]))
            throw new EdgeCnnException($"{data}: has no class '{contract.Labels[0]}', which is what {model} tells from all others.");
        Predictions predictions = ModelTest.Predict(graph, one ? new OneClassDataset(test, contract.Labels[0]) : test, output, cancellation, kernels);
        if (predictions.Count == 0)
            throw new EdgeCnnException($"{data}: none of its {test.Count} pictures can be read.");
        var metrics = TestMetrics.Of(contract, predictions);
        output.Result(
            new { top1 = metrics.Top1, images = predictions.Count, unreadable = test.Count - predictions.Count, model, metrics = MetricsText.Document(metrics) },
            string.Create(CultureInfo.InvariantCulture, $"{model}: {100 * metrics.Top1:F2} % of {predictions.Count:N0} pictures right in all labels; {MetricsText.Line(metrics)}"));
        return 0;
    }

    // A contract says how to fit other pictures; without one, resizing would be a guess that looks like a result.
    private static void RejectOtherShape(string model, string source, ImageView picture, InputContract contract)
    {
        int channels = picture.Format == PixelFormat.Gray8 ? 1 : 3;
        if (picture.Width != contract.Width || picture.Height != contract.Height || channels != contract.Channels)
            throw new EdgeCnnException($"{model}: expects pictures of {contract.Width}x{contract.Height}x{contract.Channels}, {source} has {picture.Width}x{picture.Height}x{channels}. Use the data that the model was trained on, or say with --crop how it was fitted.");
    }
}
