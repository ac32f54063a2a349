using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Quantization.Verification;
using EdgeCnn.Runtime;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn eval</c>: how often a model is right.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var data = new Option<string>("--data") { Description = "mnist:DIR, fashion-mnist:DIR or cifar10:DIR; the test part is used.", HelpName = "DATA", Required = true };
        var range = new Option<string?>("--input-range") { Description = "For a model without a contract: what a pixel's 0..255 becomes, 0..1 or 0..255.", HelpName = "RANGE" };
        range.AcceptOnlyFromAmong("0..1", "0..255");
        var mean = new Option<string?>("--mean") { Description = "Subtracted after that; one number, or one for each channel, with commas.", HelpName = "M" };
        var std = new Option<string?>("--std") { Description = "Divides after that.", HelpName = "S" };
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("eval", "Counts how often a model's best answer is right.", "edgecnn eval models/mnist-cnn/model.ecnn --data mnist:data/mnist --json")
            .With(model, data, range, mean, std, kernels, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Evaluate(parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), new InputScaling(parsed.GetValue(range), parsed.GetValue(mean), parsed.GetValue(std)), parsed.GetValue(kernels), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Evaluate(string model, string data, InputScaling scaling, string? kernels, CommandOutput output, CancellationToken cancellation)
    {
        var session = InferenceSession.Create(ModelFile.Open(model), new SessionOptions { Kernels = kernels });
        IDataset test = NamedData.Parse(data).Open(train: false);
        InputContract contract = scaling.Contract(model, session, test.Labels);
        // A contract says how to fit other pictures; without one, resizing would be a guess that looks like a result.
        var (width, height, format) = (test.Picture(0).Width, test.Picture(0).Height, test.Picture(0).Format);
        if (session.Contract is null && (width != contract.Width || height != contract.Height || format.BytesPerPixel() != contract.Channels))
            throw new EdgeCnnException($"{model}: expects pictures of {contract.Width}x{contract.Height}x{contract.Channels}, {data} has {width}x{height}x{format.BytesPerPixel()}. Use the data that the model was trained on.");
        var preprocessor = new Preprocessor(contract, session.Inputs[0]);
        var accuracy = new AccuracyRun(session);
        bool integer = session.Inputs[0].Type.IsCode();
        byte[] codes = new byte[integer ? preprocessor.Elements : 0];
        float[] values = new float[integer ? 0 : preprocessor.Elements];
        var watch = Stopwatch.StartNew();
        output.Progress("evaluating", test.Count, show =>
        {
            for (int i = 0; i < test.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (integer)
                {
                    preprocessor.Prepare(test.Picture(i), codes);
                    accuracy.Add<byte>(codes, test.Label(i));
                }
                else
                {
                    preprocessor.Prepare(test.Picture(i), values);
                    accuracy.Add<float>(values, test.Label(i));
                }

                if (i % 100 == 0)
                    show(i, $"{accuracy.Images / watch.Elapsed.TotalSeconds:F0} pictures/s");
            }
        });
        output.Result(
            new { top1 = accuracy.Top1, images = accuracy.Images, right = accuracy.Right, model, kernels = session.Kernels, input = $"{session.Inputs[0].Type}", seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) },
            string.Create(CultureInfo.InvariantCulture, $"{model}: {accuracy.Right:N0} of {accuracy.Images:N0} right ({100 * accuracy.Top1:F2} %), kernels {session.Kernels}, {accuracy.Images / watch.Elapsed.TotalSeconds:F0} pictures/s"));
        return 0;
    }
}
