using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>A program that writes raw pictures to its standard output, one after the other without anything between.</summary>
/// <param name="Description">What it stands for, for people; without secrets.</param>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Width">Pixels in a row; rows have no padding.</param>
/// <param name="Height">Rows.</param>
/// <param name="Yuv">What its luma and chroma, laid out as <see cref="PixelFormat.Yu12"/>, mean.</param>
internal sealed record ChildProgram(string Description, string Path, IReadOnlyList<string> Arguments, int Width, int Height, YuvColor Yuv)
{
    /// <summary>True if it ends well at the end of its pictures; false if it is to run for ever.</summary>
    public bool EndsByItself { get; init; }

    /// <summary>Removes secrets from what the program says.</summary>
    public Func<string, string> Redact { get; init; } = text => text;

    /// <summary>How long it may be silent before it is started anew.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first wait before a new start; each further one is twice as long.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait before a new start.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Finds a program.</summary>
    /// <param name="names">Its names, the preferred one first.</param>
    /// <param name="advice">How to get it.</param>
    /// <exception cref="DeviceException">It is not on the PATH.</exception>
    public static string Find(IReadOnlyList<string> names, string advice)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new DeviceException(names[0], $"is not on the PATH{(names.Count > 1 ? $", nor is {string.Join(" or ", names.Skip(1))}" : "")}. {advice}");
    }
}
