using System.Formats.Tar;
using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class DatasetInstallerTests : IDisposable
{
    private readonly FakeDataset _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Install_FromFolderOfRawFiles_Installs()
    {
        _data.Give("deep/fake-images", FakeDataset.Images);
        _data.Give("fake-labels", FakeDataset.Labels);
        DatasetReport report = Install(FakeDataset.Spec(), _data.Given);
        _data.AssertInstalled();
        Assert.False(report.AlreadyThere);
        Assert.Equal($"--from {_data.Given}", report.Source);
        Assert.Equal(5013, report.Bytes);
        Assert.Equal(3, report.Files.Count);
    }

    [Fact]
    public void Install_FromFolderOfGzipFiles_Installs()
    {
        _data.Give("fake-images.gz", FakeDataset.Gzip(FakeDataset.Images));
        _data.Give("fake-labels.gz", FakeDataset.Gzip(FakeDataset.Labels));
        Install(FakeDataset.Spec(), _data.Given);
        _data.AssertInstalled();
    }

    [Theory]
    [InlineData("data.tar", false)]
    [InlineData("data.tar.gz", true)]
    [InlineData("data.tgz", true)]
    public void Install_FromTarArchive_InstallsAndKeepsPathsOfTheArchiveOut(string name, bool gzip)
    {
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../fake-images") { DataStream = new MemoryStream(FakeDataset.Images) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "x/fake-labels.gz") { DataStream = new MemoryStream(FakeDataset.Gzip(FakeDataset.Labels)) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "../../other") { DataStream = new MemoryStream([1]) });
        }
        _data.Give(name, gzip ? FakeDataset.Gzip(tar.ToArray()) : tar.ToArray());
        Install(FakeDataset.Spec(), Path.Combine(_data.Given, name));
        _data.AssertInstalled();
    }

    [Fact]
    public void Install_WrongSum_NamesFileExpectedAndGot()
    {
        byte[] wrong = [.. FakeDataset.Images];
        wrong[17] ^= 1;
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install(FakeDataset.Spec(FakeSource.Delivering(wrong))));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Matches("delivering: .*fake-images has MD5 [0-9a-f]{32}, expected [0-9a-f]{32}", error.Message);
        Assert.Contains("--from", error.Message, StringComparison.Ordinal);
        Assert.Empty(_data.TargetFiles());
    }

    [Fact]
    public void Install_FileTooLong_IsFoundWithoutReadingOn()
    {
        _data.Give("fake-images.gz", FakeDataset.Gzip(new byte[50 << 20]));
        _data.Give("fake-labels", FakeDataset.Labels);
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install(FakeDataset.Spec(), _data.Given));
        Assert.Matches("fake-images has [0-9]+ bytes, expected 5000", error.Message);
        Assert.Empty(_data.TargetFiles());
    }

    [Theory]
    [InlineData("fake-images.gz", "fake-images")]
    [InlineData("fake.tar.gz", "fake.tar.gz")]
    public void Install_DamagedArchive_IsBadDataThatNamesIt(string name, string named)
    {
        _data.Give(name, [31, 139, 8, 0, 1, 2, 3]);
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install(FakeDataset.Spec(), _data.Given));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_Again_AsksNoSource()
    {
        FakeSource source = FakeSource.Delivering(FakeDataset.Images);
        DatasetSpec spec = FakeDataset.Spec(source);
        Assert.False(Install(spec).AlreadyThere);
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(_data.Target, "fake-images"));
        Assert.True(Install(spec).AlreadyThere);
        Assert.Equal(1, source.Asked);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_data.Target, "fake-images")));
    }

    [Fact]
    public void Install_DamagedFileThere_IsRepaired()
    {
        DatasetSpec spec = FakeDataset.Spec(FakeSource.Delivering(FakeDataset.Images));
        Install(spec);
        File.WriteAllBytes(Path.Combine(_data.Target, "fake-images"), new byte[FakeDataset.Images.Length]);
        Assert.False(Install(spec).AlreadyThere);
        _data.AssertInstalled();
    }

    [Fact]
    public void Install_FirstSourcesFail_NextOneServesAndReportSaysWhy()
    {
        FakeSource offline = new("offline", _ => throw new EdgeCnnException("no network", ExitCode.Device));
        FakeSource empty = new("empty", _ => { });
        DatasetReport report = Install(FakeDataset.Spec(offline, empty, FakeSource.Delivering(FakeDataset.Images)));
        _data.AssertInstalled();
        Assert.Equal("delivering", report.Source);
        Assert.Collection(report.FailedSources,
            line => Assert.Equal("offline: no network", line),
            line => Assert.Contains("fake-images is missing", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Install_GivenPlaceIsWrong_IsNotReplacedByAnotherSource()
    {
        DatasetSpec spec = FakeDataset.Spec(FakeSource.Delivering(FakeDataset.Images));
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install(spec, "/no/such/place"));
        Assert.Contains("--from /no/such/place", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.Target));
    }

    [Fact]
    public void Install_AllSourcesOffline_IsDeviceErrorThatListsThem()
    {
        FakeSource first = new("first", _ => throw new EdgeCnnException("no network", ExitCode.Device));
        FakeSource second = new("second", _ => throw new EdgeCnnException("no client", ExitCode.Device));
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => Install(FakeDataset.Spec(first, second)));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains("first: no network", error.Message, StringComparison.Ordinal);
        Assert.Contains("second: no client", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.Target));
    }

    [Fact]
    public void Install_Cancelled_LeavesFolderAsItWas()
    {
        Directory.CreateDirectory(_data.Target);
        File.WriteAllText(Path.Combine(_data.Target, "mine.txt"), "keep");
        using CancellationTokenSource cancellation = new();
        FakeSource source = new("slow", fetch =>
        {
            File.WriteAllBytes(fetch.Place(fetch.Spec.Files[0]), FakeDataset.Images);
            cancellation.Cancel();
            fetch.Cancellation.ThrowIfCancellationRequested();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetInstaller.Install(FakeDataset.Spec(source), _data.Target, null, null, cancellation.Token));
        Assert.Equal(["mine.txt"], _data.TargetFiles());
        Assert.Empty(Directory.GetDirectories(_data.Target));
    }

    [Fact]
    public void Install_OldLeftover_IsRemovedAndYoungOneKept()
    {
        string old = Directory.CreateDirectory(Path.Combine(_data.Target, ".partial-old")).FullName;
        string young = Directory.CreateDirectory(Path.Combine(_data.Target, ".partial-young")).FullName;
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-1));
        Install(FakeDataset.Spec(FakeSource.Delivering(FakeDataset.Images)));
        Assert.False(Directory.Exists(old));
        Assert.True(Directory.Exists(young));
    }

    [Fact]
    public void Install_FromTheTargetItself_Works()
    {
        Directory.CreateDirectory(_data.Target);
        File.WriteAllBytes(Path.Combine(_data.Target, "fake-images"), FakeDataset.Images);
        File.WriteAllBytes(Path.Combine(_data.Target, "fake-labels.gz"), FakeDataset.Gzip(FakeDataset.Labels));
        Install(FakeDataset.Spec(), _data.Target);
        Assert.Equal(["fake-images", "fake-labels.gz", "sub/classes.txt", "sub/fake-labels"], _data.TargetFiles());
    }

    private DatasetReport Install(DatasetSpec spec, string? from = null)
        => DatasetInstaller.Install(spec, _data.Target, from, progress: null, CancellationToken.None);
}
