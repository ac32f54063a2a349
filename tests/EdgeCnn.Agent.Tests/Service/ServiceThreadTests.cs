using System.Net.Sockets;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Agent.Service;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Tests.Service;

public sealed class ServiceThreadTests
{
    [Fact]
    public void Work_PipelineIsStuck_FeedsNoWatchdogUntilItGoesOn()
    {
        using var folder = new TestFolder();
        string name = Path.Combine(folder.Root, "notify");
        using Socket systemd = ServiceNotifierTests.Listen(name);
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : variable == "WATCHDOG_USEC" ? "40000" : null);
        var heartbeat = new Heartbeat();
        var light = new Light();
        var told = new List<string>();
        using (new ServiceThread(notifier, heartbeat, new RunTotals(), TimeSpan.FromSeconds(1), line => { lock (told) told.Add(line); }, () => light))
        {
            Assert.Equal("WATCHDOG=1", ServiceNotifierTests.Receive(systemd));
            string last;
            do
            {
                last = ServiceNotifierTests.Receive(systemd);
            }
            while (!last.StartsWith("STATUS=stuck", StringComparison.Ordinal));
            systemd.ReceiveTimeout = 500;
            Assert.Throws<SocketException>(() => ServiceNotifierTests.Receive(systemd));
            Assert.False(light.Working);
            systemd.ReceiveTimeout = 30_000;
            heartbeat.Beat();
            Assert.Equal("WATCHDOG=1", ServiceNotifierTests.Receive(systemd));
        }

        lock (told)
            Assert.Contains("stuck", told[0], StringComparison.Ordinal);
        Assert.True(light.Disposed);
    }

    private sealed class Light : IOutputPin
    {
        public bool Working { get; private set; }

        public bool Disposed { get; private set; }

        public string Description => "light";

        public void Write(bool active) => Working = active;

        public void Dispose() => Disposed = true;
    }
}
