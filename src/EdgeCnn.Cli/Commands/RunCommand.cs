using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Pictures;
using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn run</c>: runs a model once on tensors from NumPy files, or on pictures.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var pictures = new Argument<string[]>("PICTURE") { Description = "Picture files to classify.", Arity = ArgumentArity.ZeroOrMore };
        var tensors = new Option<string[]>("--tensor") { Description = "An input from a NumPy file, by its name; once for each input.", HelpName = "NAME=FILE" };
        var folder = new Option<string?>("--out") { Description = "Folder for each output as OUTPUT.npy; with --tensor.", HelpName = "DIR" };
        Option<int> top = CommonOptions.Count("--top", "Classes to show of each picture.", 5);
        var labels = new Option<string?>("--labels") { Description = "For a model without a contract: the classes' names, one a line.", HelpName = "FILE" };
        var layout = new Option<string?>("--layout") { Description = "Axes of maps in the files of --tensor: nchw as in ONNX (the default for an .onnx file), or nhwc as the session has them.", HelpName = "ORDER" };
        layout.AcceptOnlyFromAmong("nchw", "nhwc");
        var reading = new ReadingOptions();
        var scaling = new ScalingOptions();
        Option<int> threads = CommonOptions.Count("--threads", "Threads of a run; 0 for one a fast core.", 1, least: 0, most: 64);
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("run", "Runs a model on tensors or classifies pictures.", "edgecnn run models/mnist-cnn/model.ecnn models/mnist-cnn/samples/3/00030.png --top 3")
            .With([model, pictures, tensors, folder, layout, top, labels, .. scaling.Symbols, .. reading.Symbols, kernels, threads, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                string path = parsed.GetRequiredValue(model);
                string[] files = parsed.GetValue(pictures) ?? [], given = parsed.GetValue(tensors) ?? [];
                if (files.Length > 0 == given.Length > 0)
                    throw new EdgeCnnException($"{path}: give either pictures or --tensor NAME=FILE.npy. See 'edgecnn run --help'.", ExitCode.Usage);
                if (files.Length > 0 && parsed.GetValue(folder) is not null)
                    throw new EdgeCnnException("--out is for tensors; pictures write no files.", ExitCode.Usage);
                var session = InferenceSession.Create(reading.Open(path, parsed), new SessionOptions { Kernels = parsed.GetValue(kernels), Threads = parsed.GetValue(threads), WithoutPasses = reading.WithoutPasses(parsed) });
                var output = new CommandOutput(parsed.GetValue(json));
                return given.Length > 0
                    ? RunTensors(path, session, new TensorLayout(session.Graph, (parsed.GetValue(layout) ?? (ModelFile.IsOnnx(path) ? "nchw" : "nhwc")) == "nchw"), given, parsed.GetValue(folder), output, cancellation)
                    : Classify(path, session, files, scaling.Read(parsed), parsed.GetValue(labels), parsed.GetValue(top), output, cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int RunTensors(string model, InferenceSession session, TensorLayout layout, string[] given, string? folder, CommandOutput output, CancellationToken cancellation)
    {
        string[] files = TensorFiles.Assign(session.Inputs, given);
        if (folder is not null)
            OutputFolder.Create(folder);
        for (int i = 0; i < files.Length; i++)
        {
            NumpyArray array = NumpyFile.Read(files[i]);
            if (array.Note is not null)
                output.Note($"edgecnn: {array.Note}");
            session.SetInputBytes(i, layout.Bytes(array, session.Inputs[i], files[i]).Span);
        }

        session.Run();
        string[] names = TensorFiles.Names(session.Outputs.Select(tensor => tensor.Name));
        var results = session.Outputs.Select((info, i) =>
        {
            cancellation.ThrowIfCancellationRequested();
            byte[] bytes = new byte[info.SizeBytes];
            session.CopyOutputBytes(i, bytes);
            string? file = folder is null ? null : Path.Combine(folder, names[i]);
            if (file is not null)
                NumpyFile.Write(file, layout.Array(info, bytes));
            return (Info: info, File: file, Summary: TensorSummary.Of(info.Type, bytes));
        }).ToList();
        output.Result(
            new { model, kernels = session.Kernels, outputs = results.Select(r => new { r.Info.Name, type = $"{r.Info.Type}", shape = r.Info.Shape.Dims, r.Summary.Min, r.Summary.Max, r.Summary.Mean, r.Summary.NotFinite, r.File }) },
            string.Join('\n', results.Select(r => $"{r.Info}: {r.Summary}{(r.File is null ? "" : $", in {r.File}")}")));
        return 0;
    }

    private static int Classify(string model, InferenceSession session, string[] files, InputScaling scaling, string? labelFile, int top, CommandOutput output, CancellationToken cancellation)
    {
        if (labelFile is not null && session.Contract is not null)
            throw new EdgeCnnException($"{model}: names its classes itself; leave --labels out.", ExitCode.Usage);
        InputContract contract = scaling.Contract(model, session, labelFile is null ? Numbered(session.Outputs[0]) : ReadLabels(labelFile));
        var classifier = new PictureClassifier(model, session, contract);
        var answers = new List<(string File, IReadOnlyList<ClassShare> Top)>();
        output.Progress("classifying", files.Length, show =>
        {
            foreach (string file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                Image picture = PictureFile.Read(file);
                if (session.Contract is null && scaling.Crop is null && (picture.Width, picture.Height) != (contract.Width, contract.Height))
                    output.Note($"edgecnn: {file}: {picture.Width}x{picture.Height} fitted to {contract.Width}x{contract.Height} by its centre; --crop says it another way");
                answers.Add((file, classifier.Classify(picture.View, top)));
                show(answers.Count, file);
            }
        });
        output.Result(
            new { model, kernels = session.Kernels, softmax = classifier.GivesProbabilities ? "the model's" : "added", pictures = answers.Select(answer => new { answer.File, answer.Top }) },
            string.Join('\n', answers.Select(answer => $"{answer.File}: {string.Join(", ", answer.Top.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Label} {100 * share.Probability:F1} %")))}")));
        return 0;
    }

    private static string[] Numbered(TensorInfo output) => [.. Enumerable.Range(0, output.Shape.Elements).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static string[] ReadLabels(string path)
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }
}
