using System.Runtime.InteropServices;

namespace EdgeCnn.Testing;

/// <summary>Sends signals without a <c>kill</c> program, which small systems lack.</summary>
public static partial class ProcessSignal
{
    /// <summary>SIGHUP, as <c>systemctl reload</c> sends it.</summary>
    public const int HangUp = 1;

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL, which nobody can answer.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public const int Terminate = 15;

    /// <summary>Sends a signal to a process; 0 if it was sent.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Send(int process, int signal);

    /// <summary>Lets this process hear a signal that its parent had it ignore, as nohup does with SIGHUP: .NET leaves ignored ones ignored.</summary>
    public static void Hear(int signal) => SetHandler(signal, 0);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
