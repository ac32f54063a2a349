using System.CommandLine;
using System.Security.Cryptography;
using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn pack</c>: a model as a bundle for a board.</summary>
internal static class PackCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> target = CommonOptions.Out("The .ecnnb file to write.");
        var key = new Option<string?>("--key") { Description = "ECDSA P-256 private key (PEM) that signs the bundle.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("pack", "Packs a model for a board: a zip with hashes and, with --key, a signature.", "edgecnn pack models/mnist-cnn/model.ecnn --out mnist.ecnnb")
            .With(model, target, key, json);
        command.SetAction(parsed => Pack(parsed.GetRequiredValue(model), parsed.GetRequiredValue(target), parsed.GetValue(key), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Pack(string model, string target, string? keyFile, CommandOutput output)
    {
        NetworkGraph graph = ModelFile.Open(model);
        using ECDsa? key = keyFile is null ? null : LoadKey(keyFile);
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [BundleFormat.Model] = EcnnWriter.ToBytes(graph) };
        BundleManifest manifest = BundleWriter.Write(target, graph.Name, files, DateTime.UtcNow, key);
        long bytes = new FileInfo(target).Length;
        output.Result(
            new { bundle = target, bytes, signed = key is not null, manifest.Name, manifest.Entries },
            $"{target}: {manifest.Name}, {manifest.Entries.Length} entries, {bytes:N0} bytes, {(key is null ? "not signed" : "signed")}");
        return 0;
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
