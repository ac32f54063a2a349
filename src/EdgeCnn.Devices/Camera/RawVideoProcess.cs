using System.Diagnostics;
using System.IO.Pipes;
using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Camera;

/// <summary>One run of a program that writes raw pictures.</summary>
/// <remarks>
/// Both of its outputs are read by the capturing thread, with poll, so that a wait can end at its time; no thread is added,
/// and a program that nobody reads from waits, as its pipes are full.
/// </remarks>
internal sealed class RawVideoProcess : IDisposable
{
    // How long a cancelled capture may go unnoticed, and a program that was told to end may take.
    private const int SliceMs = 100, ExitMs = 2000;

    // A program that lives but hands out a picture in crumbs: a whole one may take this many times a silence.
    private const int WholeFrameFactor = 4;
    private readonly ChildProgram program;
    private readonly ISystemCalls system;
    private readonly Process process;
    private readonly ErrorTail tail = new();
    private readonly byte[] errors = new byte[1024];
    private readonly int output;
    private int error;

    private RawVideoProcess(ChildProgram program, ISystemCalls system, Process process)
    {
        this.program = program;
        this.system = system;
        this.process = process;
        output = Handle(process.StandardOutput);
        error = Handle(process.StandardError);
    }

    /// <summary>Why the run is over; null while it is not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Starts the program.</summary>
    /// <exception cref="DeviceException">It cannot be started.</exception>
    public static RawVideoProcess Start(ChildProgram program)
    {
        var start = new ProcessStartInfo(program.Path, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return new RawVideoProcess(program, Libc.Instance, process);
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException)
        {
            throw new DeviceException(program.Description, $"{program.Path} cannot be started: {failure.Message}.", 0, failure);
        }
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">All of its bytes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns><see cref="CaptureResult.Corrupt"/> if the program ended within a picture.</returns>
    public CaptureResult Read(Span<byte> picture, CancellationToken cancellation)
    {
        Span<PollEntry> entries = stackalloc PollEntry[2];
        long start = Environment.TickCount64, last = start;
        int filled = 0;
        while (filled < picture.Length)
        {
            double silent = Environment.TickCount64 - last, stall = program.StallTimeout.TotalMilliseconds;
            if (cancellation.IsCancellationRequested || Environment.TickCount64 - start >= WholeFrameFactor * stall)
                return GiveUp(filled, cancellation.IsCancellationRequested);
            entries[0] = new PollEntry(output);
            entries[1] = new PollEntry(error);
            int ready = system.Poll(entries, (int)Math.Clamp(stall - silent, 1, SliceMs));
            if (ready > 0 && entries[1].Returned != 0)
                ReadErrors();
            if (ready <= 0 || entries[0].Returned == 0)
            {
                // Only a program whose pipe was looked into is late, not one whose reader was.
                if (silent >= stall)
                    return GiveUp(filled, cancelled: false);
                continue;
            }

            int read = system.Read(output, picture[filled..]);
            if (read is -Errno.Interrupted or -Errno.Again)
                continue;
            if (read <= 0)
                return End(filled);
            filled += read;
            last = Environment.TickCount64;
        }

        return CaptureResult.Captured;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(ExitMs);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile.
        }

        process.Dispose();
    }

    private static int Handle(StreamReader reader) => (int)((PipeStream)reader.BaseStream).SafePipeHandle.DangerousGetHandle();

    // A picture that was begun leaves the stream between two frames, so that the run is of no more use.
    private CaptureResult GiveUp(int filled, bool cancelled)
    {
        if (cancelled && filled == 0)
            return CaptureResult.Cancelled;
        Fault = cancelled ? "was stopped within a picture" : $"gave no picture for {program.StallTimeout.TotalSeconds:0.###} s{Said()}";
        return cancelled ? CaptureResult.Cancelled : CaptureResult.Lost;
    }

    private CaptureResult End(int filled)
    {
        bool exited = process.WaitForExit(ExitMs);
        while (error >= 0 && ReadErrors())
        {
        }

        Fault = exited ? $"ended with code {process.ExitCode}{(filled > 0 ? " within a picture" : "")}{Said()}" : $"closed its output{Said()}";
        if (filled > 0)
            return CaptureResult.Corrupt;
        return program.EndsByItself && exited && process.ExitCode == 0 ? CaptureResult.Ended : CaptureResult.Lost;
    }

    // False once there is nothing more, without waiting for it.
    private bool ReadErrors()
    {
        var entry = new PollEntry(error);
        if (system.Poll(new Span<PollEntry>(ref entry), 0) <= 0)
            return false;
        int read = system.Read(error, errors);
        if (read > 0)
            tail.Add(errors.AsSpan(0, read));
        else if (read is not (-Errno.Interrupted or -Errno.Again))
            error = -1;
        return read > 0;
    }

    private string Said() => tail.ToString() is { Length: > 0 } words ? $"; it said: {program.Redact(words)}" : "";
}
