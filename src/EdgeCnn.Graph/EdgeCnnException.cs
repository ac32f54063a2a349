namespace EdgeCnn.Graph;

/// <summary>
/// The base of every error that EdgeCnn expects and explains. Its message says what failed, where, what was expected,
/// what was found and what to do next; a program prints it as one line and leaves with <see cref="ExitCode"/>.
/// </summary>
public class EdgeCnnException : Exception
{
    /// <summary>Creates an error with a complete message.</summary>
    public EdgeCnnException(string message, ExitCode exitCode = ExitCode.BadData, Exception? inner = null)
        : base(message, inner) => ExitCode = exitCode;

    /// <summary>The error for a file or folder that the system does not let a program read.</summary>
    /// <param name="path">What was to be read, as the user named it.</param>
    /// <param name="cause">What the system said.</param>
    public static EdgeCnnException CannotRead(string path, Exception cause) =>
        new($"{path}: cannot be read: {cause.Message.ReplaceLineEndings(" ")} Check the path and the rights.", ExitCode.BadData, cause);

    /// <summary>The code with which a program that meets this error leaves.</summary>
    public ExitCode ExitCode { get; }
}

/// <summary>The exit codes of both programs.</summary>
public enum ExitCode
{
    /// <summary>All went well.</summary>
    Ok = 0,

    /// <summary>An error that nobody foresaw: a bug.</summary>
    Bug = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>A model or a data file is wrong.</summary>
    BadData = 3,

    /// <summary>A device, port or other resource of the machine is missing or busy.</summary>
    Device = 4,

    /// <summary>A check or a gate did not hold.</summary>
    CheckFailed = 5,
}
