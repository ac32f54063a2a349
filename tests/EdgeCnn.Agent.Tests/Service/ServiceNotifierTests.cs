using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeCnn.Agent.Service;
using EdgeCnn.Testing;

namespace EdgeCnn.Agent.Tests.Service;

[Collection(AloneCollection.Name)]
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Messages_Socket_GetsThemAsDatagrams(bool isAbstract)
    {
        string name = isAbstract ? $"@edgecnn-test-{Environment.ProcessId}-{Guid.NewGuid():N}" : Path.Combine(folder.Root, "notify");
        using Socket systemd = Listen(name);
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : null);
        Assert.True(notifier.IsUsed);
        notifier.Ready();
        notifier.Watchdog();
        notifier.Status(17, 24.96, working: true);
        long before = (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));
        notifier.Reloading();
        notifier.Stopping();
        Assert.Equal("READY=1", Receive(systemd));
        Assert.Equal("WATCHDOG=1", Receive(systemd));
        Assert.Equal("STATUS=working, 17 pictures, 25.0 a second", Receive(systemd));
        string[] reloading = Receive(systemd).Split('\n');
        Assert.Equal("RELOADING=1", reloading[0]);
        Assert.InRange(long.Parse(reloading[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, before + 60_000_000);
        Assert.Equal("STOPPING=1", Receive(systemd));
    }

    [Fact]
    public void Messages_SocketComesLater_AreSentFromThenOn()
    {
        string name = Path.Combine(folder.Root, "notify");
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : null);
        notifier.Ready();
        using (Socket first = Listen(name))
        {
            notifier.Watchdog();
            Assert.Equal("WATCHDOG=1", Receive(first));
        }

        File.Delete(name);
        notifier.Watchdog();
        using Socket second = Listen(name);
        notifier.Stopping();
        Assert.Equal("STOPPING=1", Receive(second));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("vsock:2:1234")]
    public void Messages_NoSocketOfOurKind_GoNowhere(string? name)
    {
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : null);
        Assert.False(notifier.IsUsed);
        notifier.Ready();
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("500000", "self", 0.5)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("x", null, null)]
    [InlineData(null, null, null)]
    [InlineData("9223372036854775807", null, 86400.0)]
    public void WatchdogInterval_Variables_AreThoseOfSystemd(string? us, string? pid, double? seconds)
    {
        string? owner = pid == "self" ? Environment.ProcessId.ToString(CultureInfo.InvariantCulture) : pid;
        using var notifier = new ServiceNotifier(variable => variable == "WATCHDOG_USEC" ? us : variable == "WATCHDOG_PID" ? owner : null);
        Assert.Equal(seconds, notifier.WatchdogInterval?.TotalSeconds);
    }

    [Fact]
    public void Watchdog_AfterTheFirst_AllocatesNothing()
    {
        string name = Path.Combine(folder.Root, "notify");
        using Socket systemd = Listen(name);
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : null);
        for (int i = 0; i < 3; i++)
            Tell();
        Assert.Equal(0, Allocations.Least(Tell));

        void Tell()
        {
            notifier.Watchdog();
            notifier.Status(1, 2, working: true);
        }
    }

    internal static Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name));
        return socket;
    }

    internal static string Receive(Socket socket)
    {
        byte[] buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
