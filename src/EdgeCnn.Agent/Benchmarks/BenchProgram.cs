using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>The program that measured.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Commit">The commit that it was built from; null if the build did not know.</param>
/// <param name="Runtime">For example <c>.NET 10.0.1</c>.</param>
/// <param name="NativeCode">True for a program that was compiled to native code beforehand.</param>
internal sealed record BenchProgram(string Version, string? Commit, string Runtime, bool NativeCode)
{
    /// <summary>This one.</summary>
    public static BenchProgram Read()
    {
        string[] parts = (typeof(BenchProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? LiveView.Version).Split('+', 2);
        return new BenchProgram(parts[0], parts.Length == 2 ? parts[1] : null, RuntimeInformation.FrameworkDescription, !RuntimeFeature.IsDynamicCodeSupported);
    }
}
