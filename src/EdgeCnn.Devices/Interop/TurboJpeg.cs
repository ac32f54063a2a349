using System.Runtime.InteropServices;

namespace EdgeCnn.Devices.Interop;

/// <summary>The functions of libturbojpeg that decode into planes, found at run time where the library is installed.</summary>
/// <remarks>Threading: one thread at a time. Source: libjpeg-turbo, turbojpeg.h, API 1.4 and later.</remarks>
internal sealed unsafe class TurboJpeg : IDisposable
{
    private static readonly string[] Names = ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.0.dylib", "turbojpeg.dll"];
    private nint library;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int> readHeader;
    private readonly delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte**, int, int*, int, int, int> decompress;
    private readonly delegate* unmanaged[Cdecl]<nint, int> destroy;
    private nint instance;

    private TurboJpeg(nint library, nint init, nint header, nint planes, nint destroy)
    {
        this.library = library;
        readHeader = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, int*, int*, int*, int*, int>)header;
        decompress = (delegate* unmanaged[Cdecl]<nint, byte*, CULong, byte**, int, int*, int, int, int>)planes;
        this.destroy = (delegate* unmanaged[Cdecl]<nint, int>)destroy;
        instance = ((delegate* unmanaged[Cdecl]<nint>)init)();
    }

    /// <summary>Loads the library.</summary>
    /// <returns>Null if it is not there, or is another one of this name.</returns>
    public static TurboJpeg? TryLoad()
    {
        nint library = 0;
        if (!Array.Exists(Names, name => NativeLibrary.TryLoad(name, out library)))
            return null;
        if (NativeLibrary.TryGetExport(library, "tjInitDecompress", out nint init)
            && NativeLibrary.TryGetExport(library, "tjDecompressHeader3", out nint header)
            && NativeLibrary.TryGetExport(library, "tjDecompressToYUVPlanes", out nint planes)
            && NativeLibrary.TryGetExport(library, "tjDestroy", out nint destroy))
        {
            var turbo = new TurboJpeg(library, init, header, planes, destroy);
            if (turbo.instance != 0)
                return turbo;
            turbo.Dispose();
            return null;
        }

        NativeLibrary.Free(library);
        return null;
    }

    /// <summary>Reads a picture's size and sampling (TJSAMP: 0 is 4:4:4, 1 is 4:2:2, 2 is 4:2:0, 3 is grey).</summary>
    /// <returns>False if it is no JPEG picture.</returns>
    public bool TryReadHeader(ReadOnlySpan<byte> jpeg, out int width, out int height, out int sampling)
    {
        int colorSpace;
        fixed (byte* bytes = jpeg)
        fixed (int* w = &width, h = &height, s = &sampling)
            return readHeader(instance, bytes, new CULong((nuint)jpeg.Length), w, h, s, &colorSpace) == 0;
    }

    /// <summary>Decodes a picture whose planes lie one after the other.</summary>
    /// <param name="jpeg">The picture's file.</param>
    /// <param name="pixels">All planes; the caller has made sure that they fit.</param>
    /// <param name="offsets">Where each begins.</param>
    /// <param name="strides">Bytes from row to row of each.</param>
    /// <param name="width">As the header says.</param>
    /// <param name="height">As the header says.</param>
    /// <returns>False if the picture is damaged, in whatever degree.</returns>
    public bool TryDecode(ReadOnlySpan<byte> jpeg, Span<byte> pixels, ReadOnlySpan<int> offsets, ReadOnlySpan<int> strides, int width, int height)
    {
        byte** planes = stackalloc byte*[3];
        fixed (byte* bytes = jpeg, start = pixels)
        fixed (int* rows = strides)
        {
            for (int i = 0; i < 3; i++)
                planes[i] = i < offsets.Length ? start + offsets[i] : null;
            return decompress(instance, bytes, new CULong((nuint)jpeg.Length), planes, width, rows, height, 0) == 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (instance != 0)
            _ = destroy(instance);
        instance = 0;
        if (library != 0)
            NativeLibrary.Free(library);
        library = 0;
    }
}
