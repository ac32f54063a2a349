using System.Text.Json;
using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.EndToEnd.Tests;

/// <summary>Both programs, a real shell and real processes: from a blank board to an update, to two that are refused, and back.</summary>
public sealed class DeployTests : IDisposable
{
    private readonly LocalBoard board = new();

    public void Dispose() => board.Dispose();

    [Fact]
    public void Deploy_GoodBadAndLyingBundles_LeaveTheBoardWithAGoodOne()
    {
        string model = Path.Combine(TestData.Root!, "models", "mnist-cnn", "model.ecnn");
        Assert.Equal(0, board.Edgecnn("pack", model, "-o", board.P("first.ecnnb"), "--golden", "2").Code);
        Assert.Equal(0, board.Edgecnn("pack", model, "-o", board.P("second.ecnnb"), "--golden", "3").Code);

        JsonElement first = Deploy(0, "first", "2", "--agent", board.P("agent"));
        Assert.Equal((true, true, true, 2), (first.GetProperty("ok").GetBoolean(), first.GetProperty("isNew").GetBoolean(), first.GetProperty("agentSent").GetBoolean(), first.GetProperty("goldenVectors").GetInt32()));
        string firstSlot = first.GetProperty("slot").GetString()!;
        Assert.Equal($"slots/{firstSlot}", new FileInfo(Path.Combine(board.Root, "current")).LinkTarget);
        AssertServes();
        Assert.True(File.Exists(board.P("etc/systemd/system/edgecnn-agent.service")) && File.Exists(board.P("etc/systemd/system/edgecnn-recover.service")));
        Assert.Contains(board.Root, File.ReadAllText(board.P("etc/systemd/system/edgecnn-agent.service")), StringComparison.Ordinal);
        Assert.Equal("edgecnn\n", board.Log("users"));

        JsonElement again = Deploy(0, "first", "2", "--agent", board.P("agent"));
        Assert.Equal((false, false, firstSlot), (again.GetProperty("agentSent").GetBoolean(), again.GetProperty("isNew").GetBoolean(), again.GetProperty("active").GetString()));
        Assert.Equal("edgecnn\n", board.Log("users"));
        Assert.Single(board.Log("systemctl.log").Split('\n'), line => line == "daemon-reload");

        JsonElement second = Deploy(0, "second", "2");
        Assert.Equal((firstSlot, 3), (second.GetProperty("previous").GetString(), second.GetProperty("goldenVectors").GetInt32()));
        string secondSlot = second.GetProperty("slot").GetString()!;

        // It passes the selftest, but the agent cannot classify with it and leaves.
        Write("bad", NoContract());
        JsonElement bad = Deploy(5, "bad", "60");
        Assert.Equal((false, secondSlot), (bad.GetProperty("ok").GetBoolean(), bad.GetProperty("active").GetString()));
        Assert.Contains("was not well", bad.GetProperty("detail").GetString(), StringComparison.Ordinal);
        AssertServes();

        WriteLiar("second", "liar");
        var (code, _, error) = board.Edgecnn([.. Arguments("liar", "2")]);
        Assert.Equal(5, code);
        Assert.Contains("selftest of the new slot", error, StringComparison.Ordinal);
        Assert.Equal($"slots/{secondSlot}", new FileInfo(Path.Combine(board.Root, "current")).LinkTarget);

        var status = board.Edgecnn("deploy", "status", "user@board", "--root", board.Root);
        Assert.Equal(0, status.Code);
        Assert.Matches($"(?m)^active   {secondSlot}  mnist-cnn, ", status.Output);
        Assert.Matches($"(?m)^taken back: {bad.GetProperty("slot").GetString()}, ", status.Output);
        Assert.Equal(0, board.Edgecnn("deploy", "rollback", "user@board", "--root", board.Root).Code);
        Assert.Equal($"slots/{firstSlot}", new FileInfo(Path.Combine(board.Root, "current")).LinkTarget);
        AssertServes();
        Assert.Contains("journal --no-pager -u edgecnn-agent.service -n 7", board.Edgecnn("deploy", "logs", "user@board", "--lines", "7").Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetDirectories("/var/tmp", "edgecnn-deploy.*"), path => board.Log("ssh.log").Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Deploy_BoardThatIsNotThere_IsADeviceErrorThatSaysSo()
    {
        var (code, output, error) = board.Edgecnn("deploy", "status", "user@elsewhere");
        Assert.Equal((4, ""), (code, output));
        Assert.Contains("Could not resolve hostname", error, StringComparison.Ordinal);
    }

    private static NetworkGraph NoContract()
    {
        var builder = new NetworkGraphBuilder("bad");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(2, 4)), new float[8]);
        builder.AddConstant<float>(new TensorInfo("b", DataType.Float32, new Shape(2)), new float[2]);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w", "b"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    private void Write(string name, NetworkGraph graph) =>
        BundleWriter.Write(board.P($"{name}.ecnnb"), name, new Dictionary<string, ReadOnlyMemory<byte>> { [BundleFormat.Model] = EcnnWriter.ToBytes(graph) }, DateTime.UtcNow);

    // A bundle in which all hashes fit, but whose model does not give what its vectors say.
    private void WriteLiar(string from, string name)
    {
        Bundle bundle = Bundle.Open(board.P($"{from}.ecnnb"));
        Dictionary<string, ReadOnlyMemory<byte>> files = bundle.Manifest.Entries.ToDictionary(entry => entry.Path, entry => bundle.File(entry.Path));
        byte[] data = files["model.golden.bin"].ToArray();
        string before = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data));
        data[^1] ^= 1;
        string after = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data)), json = System.Text.Encoding.UTF8.GetString(files["model.golden.json"].Span);
        Assert.Contains(before, json, StringComparison.Ordinal);
        files["model.golden.bin"] = data;
        files["model.golden.json"] = System.Text.Encoding.UTF8.GetBytes(json.Replace(before, after, StringComparison.Ordinal));
        BundleWriter.Write(board.P($"{name}.ecnnb"), name, files, DateTime.UtcNow);
    }

    private string[] Arguments(string bundle, string seconds, params string[] more) =>
        ["deploy", "user@board", "--bundle", board.P($"{bundle}.ecnnb"), "--root", board.Root, "--health-seconds", seconds, "--json", .. more];

    private JsonElement Deploy(int code, string bundle, string seconds, params string[] more)
    {
        var (got, output, error) = board.Edgecnn(Arguments(bundle, seconds, more));
        Assert.True(got == code, $"exit code {got}, expected {code}: {error}\nservice: {board.Log("service.log")}");
        return JsonDocument.Parse(output).RootElement;
    }

    private void AssertServes() => Assert.Contains($"{board.Root}/current/model.ecnn", board.Service(), StringComparison.Ordinal);
}
