namespace EdgeCnn.Agent.Doctor;

/// <summary>Whether this user may open the board's devices.</summary>
internal static class RightsFindings
{
    private static readonly (string Pattern, string Group, string What)[] Kinds = [("video*", "video", "cameras"), ("gpiochip*", "gpio", "pins")];

    /// <summary>A line for each kind of device that there is.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    /// <param name="mayOpen">Says whether a device may be opened.</param>
    public static IEnumerable<Finding> Of(string root = "/", Func<string, bool>? mayOpen = null)
    {
        var system = new SystemText(root);
        foreach (var (pattern, group, what) in Kinds)
        {
            string[] devices = [.. system.Names("dev", pattern)], closed = [.. devices.Where(name => !(mayOpen ?? MayOpen)(Path.Combine(root, "dev", name)))];
            if (closed.Length > 0)
                yield return new Finding("rights", FindingLevel.Fix, $"this user may not open {Listed(closed)}, which {what} need.", $"As root: usermod -aG {group} {Environment.UserName}; then log in again. The service gets the group from its unit.");
            else if (devices.Length > 0)
                yield return new Finding("rights", FindingLevel.Ok, $"{Listed(devices)} may be opened, for {what}");
        }
    }

    private static string Listed(string[] names) => names.Length == 1 ? $"/dev/{names[0]}" : $"/dev/{names[0]} and {names.Length - 1} more";

    // Busy or gone is not forbidden.
    private static bool MayOpen(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
