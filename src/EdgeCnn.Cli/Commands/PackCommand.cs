using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using EdgeCnn.Bundles;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn pack</c>: a model as a bundle for a board.</summary>
internal static class PackCommand
{
    private const long Seed = 1;
    private const long MaxReportBytes = 16 << 20;

    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> target = CommonOptions.Out("The .ecnnb file to write.");
        Option<int> golden = CommonOptions.Count("--golden", "Golden vectors that the board must reproduce before it uses the model; 0 for none.", 3, least: 0, most: 1000);
        var report = new Option<string?>("--report") { Description = "An accuracy report of any kind that travels with the model.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "ECDSA P-256 private key (PEM) that signs the bundle. No board asks for a signature yet.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("pack", "Packs a model for a board: a zip with hashes, labels, golden vectors and, with --key, a signature.", "edgecnn pack models/mnist-cnn/model.ecnn --out mnist.ecnnb")
            .With(model, target, golden, report, key, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Pack(parsed.GetRequiredValue(model), parsed.GetRequiredValue(target), parsed.GetValue(golden), parsed.GetValue(report), parsed.GetValue(key), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Pack(string model, string target, int golden, string? report, string? keyFile, CommandOutput output, CancellationToken cancellation)
    {
        NetworkGraph graph = ModelFile.Open(model);
        using ECDsa? key = keyFile is null ? null : LoadKey(keyFile);
        byte[] bytes = EcnnWriter.ToBytes(graph);
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [BundleFormat.Model] = bytes };
        if (graph.Contract is { Labels.Length: > 0 } contract)
            files[BundleFormat.Labels] = Encoding.UTF8.GetBytes(string.Concat(contract.Labels.Select(label => $"{label.ReplaceLineEndings(" ")}\n")));
        if (report is not null)
            files[BundleFormat.Report + EndingOf(report)] = ReadReport(report);
        if (GoldenMaker.MakeIfAsked(bytes, BundleFormat.Model, golden, Seed, output, cancellation) is { } made)
        {
            string name = Path.ChangeExtension(BundleFormat.Model, null);
            files[name + GoldenSet.ManifestEnding] = GoldenSet.ToJson(BundleFormat.Model, made.Manifest, made.Data);
            files[name + GoldenSet.DataEnding] = made.Data;
        }

        if (graph.Contract is null)
            output.Note($"edgecnn: {model}: holds no input contract. The bundle can be installed, but 'edgecnn-agent run' takes only models that say how they want their pictures: those of 'edgecnn train', and of 'edgecnn import' with --input-range and --labels.");
        BundleManifest manifest = BundleWriter.Write(target, graph.Name, files, DateTime.UtcNow, key);
        long size = new FileInfo(target).Length;
        output.Result(
            new { bundle = target, bytes = size, signed = key is not null, golden, manifest.Name, manifest.Entries },
            $"{target}: {manifest.Name}, {manifest.Entries.Length} entries, {golden} golden vectors, {size:N0} bytes, {(key is null ? "not signed" : "signed")}");
        return 0;
    }

    // An ending that no bundle can name becomes a plain one.
    private static string EndingOf(string report)
    {
        string ending = Path.GetExtension(report);
        return ending.Length is > 1 and <= 10 && ending.AsSpan(1).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") < 0 ? ending : ".txt";
    }

    private static byte[] ReadReport(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxReportBytes)
                throw new EdgeCnnException($"--report {path}: {file.Length} bytes, at most {MaxReportBytes} travel with a model. Leave pictures out of it.", ExitCode.Usage);
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    private static ECDsa LoadKey(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            // A public key is read without complaint and fails only when it signs.
            key.SignHash(new byte[SHA256.HashSizeInBytes]);
            return key;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new EdgeCnnException($"{path}: not a readable ECDSA private key in PEM form: {error.Message} Make one: openssl ecparam -name prime256v1 -genkey -noout -out key.pem.", ExitCode.BadData, error);
        }
    }
}
