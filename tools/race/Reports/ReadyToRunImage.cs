using System.Reflection.PortableExecutable;

namespace EdgeCnn.Tools.Race.Reports;

/// <summary>Tells whether an assembly holds native code beside its IL.</summary>
internal static class ReadyToRunImage
{
    /// <summary>True if the assembly was compiled ahead of time.</summary>
    public static bool Is(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        return image.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 };
    }
}
