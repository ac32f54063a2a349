using System.Net;
using System.Net.Sockets;
using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class DownloadSourceTests : IDisposable
{
    private readonly FakeDataset _data = new();
    private readonly HttpListener _server = new();
    private readonly string _address;

    public DownloadSourceTests()
    {
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }
        _server.Prefixes.Add(_address);
        _server.Start();
    }

    public void Dispose()
    {
        _server.Close();
        _data.Dispose();
    }

    [Fact]
    public void Install_FilesBehindAddresses_Installs()
    {
        Serve(("fake-images.gz", FakeDataset.Gzip(FakeDataset.Images)), ("fake-labels", FakeDataset.Labels));
        DatasetReport report = Install("fake-images.gz", "fake-labels");
        _data.AssertInstalled();
        Assert.Equal($"download {_address}", report.Source);
    }

    [Fact]
    public void Install_FileNotFound_IsDeviceErrorThatNamesIt()
    {
        Serve(("fake-labels", FakeDataset.Labels));
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install("fake-labels", "fake-images"));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Matches("fake-images: .*404", error.Message);
    }

    [Fact]
    public void Install_ServerSendsTooMuch_IsBadData()
    {
        Serve(("fake-images", new byte[3 << 20]));
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install("fake-images"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains("the server sends more than", error.Message, StringComparison.Ordinal);
    }

    private DatasetReport Install(params string[] names)
        => DatasetInstaller.Install(FakeDataset.Spec(new DownloadSource(_address, names)), _data.Target, from: null, progress: null, CancellationToken.None);

    private void Serve(params (string Name, byte[] Bytes)[] files) => _ = Task.Run(async () =>
    {
        while (_server.IsListening)
        {
            HttpListenerContext context = await _server.GetContextAsync();
            (string name, byte[] bytes) = files.FirstOrDefault(file => context.Request.Url!.AbsolutePath == "/" + file.Name);
            context.Response.StatusCode = name is null ? 404 : 200;
            try
            {
                context.Response.Close(bytes ?? [], willBlock: true);
            }
            catch (Exception error) when (error is HttpListenerException or IOException)
            {
                // A client that has heard enough hangs up.
            }
        }
    });
}
