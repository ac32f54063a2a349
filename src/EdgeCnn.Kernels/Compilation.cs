using System.Runtime.CompilerServices;

namespace EdgeCnn.Kernels;

/// <summary>How methods with hot loops are compiled.</summary>
internal static class Compilation
{
    /// <summary>For methods that must be fast from their first run on.</summary>
    /// <remarks>
    /// A method compiled at run time begins with unoptimized code, in which a whole short program can pass; so it is optimized at once.
    /// A method so marked is never compiled beforehand, and would cost a ReadyToRun program milliseconds at every start; there it is not
    /// marked, and what could not be compiled beforehand is optimized at once because the program switches quick compilation off.
    /// </remarks>
#if AHEAD_OF_TIME
    public const MethodImplOptions Hot = default;
#else
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
#endif
}
