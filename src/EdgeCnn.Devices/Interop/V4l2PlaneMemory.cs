using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>A plane at an address that stays, as the kernel wants it.</summary>
internal sealed unsafe class V4l2PlaneMemory : IDisposable
{
    private V4l2Plane* plane = (V4l2Plane*)NativeMemory.AllocZeroed((nuint)Unsafe.SizeOf<V4l2Plane>());

    /// <summary>Where it is.</summary>
    public nint Address => (nint)plane;

    /// <summary>The plane.</summary>
    public ref V4l2Plane Plane => ref *plane;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(plane);
        plane = null;
    }
}
