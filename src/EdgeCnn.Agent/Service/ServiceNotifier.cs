using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeCnn.Agent.Service;

/// <summary>Tells systemd how the service is: one datagram a message to the socket that the environment names. Without one it tells nobody.</summary>
/// <remarks>
/// A message that cannot be sent is lost; the next one is sent by a new socket. Allocates nothing where nothing fails.
/// Source: sd_notify(3), sd_watchdog_enabled(3), systemd.service(5) "Type=notify-reload".
/// </remarks>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Lock gate = new();
    private readonly byte[] buffer = new byte[512];
    private readonly string? path;
    private Socket? socket;

    /// <param name="environment">Gives the process's variables; others in tests.</param>
    public ServiceNotifier(Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        path = environment("NOTIFY_SOCKET") is { Length: > 1 } name && name[0] is '/' or '@' ? name : null;
        bool mine = environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (mine && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long us) && us > 0)
            WatchdogInterval = TimeSpan.FromMicroseconds(Math.Min(us, TimeSpan.FromDays(1).TotalMicroseconds));
    }

    /// <summary>True if somebody listens.</summary>
    public bool IsUsed => path is not null;

    /// <summary>How often systemd wants to hear of this process at least; null for never.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>The service works.</summary>
    public void Ready() => Send("READY=1"u8);

    /// <summary>The service still works.</summary>
    public void Watchdog() => Send("WATCHDOG=1"u8);

    /// <summary>The service ends.</summary>
    public void Stopping() => Send("STOPPING=1"u8);

    /// <summary>The configuration is read again; <see cref="Ready"/> ends that.</summary>
    public void Reloading()
    {
        // The stopwatch is CLOCK_MONOTONIC, which is what systemd compares with.
        long us = (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));
        Send(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={us}")));
    }

    /// <summary>One line for people, as <c>systemctl status</c> shows it.</summary>
    public void Status(long frames, double framesPerSecond, bool working)
    {
        lock (gate)
        {
            int length = 0;
            Append(working ? "STATUS=working, "u8 : "STATUS=stuck: no decision, "u8, ref length);
            Utf8Formatter.TryFormat(frames, buffer.AsSpan(length), out int digits);
            length += digits;
            Append(" pictures, "u8, ref length);
            Utf8Formatter.TryFormat(framesPerSecond, buffer.AsSpan(length), out digits, new StandardFormat('F', 1));
            length += digits;
            Append(" a second"u8, ref length);
            Send(buffer.AsSpan(0, length));
        }
    }

    public void Dispose()
    {
        lock (gate)
            socket?.Dispose();
    }

    private void Append(ReadOnlySpan<byte> text, ref int length)
    {
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    private void Send(ReadOnlySpan<byte> message)
    {
        if (path is null)
            return;
        lock (gate)
        {
            try
            {
                socket ??= Connect(path);
                socket.Send(message);
            }
            catch (SocketException)
            {
                socket?.Dispose();
                socket = null;
            }
        }
    }

    private static Socket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = 1000 };
        try
        {
            // An abstract name begins with a zero byte.
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
