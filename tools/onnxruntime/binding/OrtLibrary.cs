using System.Runtime.InteropServices;

namespace EdgeCnn.Tools.OnnxRuntime;

/// <summary>ONNX Runtime's shared library, called through its C API: the table of functions, its version, one environment.</summary>
/// <remarks>
/// Nothing but function pointers lies between a caller and the library, so a time taken here is the library's own. The same source
/// serves x64 and arm64. Source: onnxruntime_c_api.h; a function's place in the table never changes once it has shipped.
/// </remarks>
public sealed unsafe class OrtLibrary : IDisposable
{
    // The newest version whose functions are used is 5; a library refuses only versions that it does not know yet.
    private const uint ApiVersion = 17;
    private const int WarningLevel = 2;

    private readonly nint* functions;
    private nint environment;

    private OrtLibrary(nint* functions, string version)
    {
        this.functions = functions;
        Version = version;
        nint created;
        fixed (byte* name = "edgecnn\0"u8)
            Check(((delegate* unmanaged[Cdecl]<int, byte*, nint*, nint>)this[OrtFunction.CreateEnv])(WarningLevel, name, &created));
        environment = created;
        Check(((delegate* unmanaged[Cdecl]<nint, nint>)this[OrtFunction.DisableTelemetryEvents])(environment));
    }

    /// <summary>What the library calls itself, for example <c>1.30.0</c>.</summary>
    public string Version { get; }

    internal nint Environment => environment;

    internal nint this[OrtFunction function] => functions[(int)function];

    /// <summary>Where npm's package puts the library for this process's processor, below a folder with <c>node_modules</c>.</summary>
    public static string InPackage(string folder) =>
        Path.Combine(folder, "node_modules", "onnxruntime-node", "bin", "napi-v6", "linux", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64", "libonnxruntime.so.1");

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">There is no such library, or it is not for this processor.</exception>
    /// <exception cref="NotSupportedException">It is older than the functions that are used here.</exception>
    public static OrtLibrary Load(string path)
    {
        // OrtApiBase holds two functions: GetApi(version) and GetVersionString().
        nint* start = ((delegate* unmanaged[Cdecl]<nint*>)NativeLibrary.GetExport(NativeLibrary.Load(path), "OrtGetApiBase"))();
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)start[1])()) ?? "";
        nint* table = ((delegate* unmanaged[Cdecl]<uint, nint*>)start[0])(ApiVersion);
        return table is not null ? new OrtLibrary(table, version) : throw new NotSupportedException($"{path}: ONNX Runtime {version} has no C API of version {ApiVersion}.");
    }

    /// <summary>Throws what a function reports; a null status is success.</summary>
    /// <exception cref="InvalidOperationException">The function failed; the message is the library's.</exception>
    internal void Check(nint status)
    {
        if (status == 0)
            return;
        string message = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)this[OrtFunction.GetErrorMessage])(status)) ?? "no message";
        Release(OrtFunction.ReleaseStatus, status);
        throw new InvalidOperationException($"ONNX Runtime {Version}: {message}");
    }

    internal void Release(OrtFunction release, nint what)
    {
        if (what != 0)
            ((delegate* unmanaged[Cdecl]<nint, void>)this[release])(what);
    }

    /// <summary>Ends the environment; its sessions must be gone.</summary>
    public void Dispose()
    {
        Release(OrtFunction.ReleaseEnv, environment);
        environment = 0;
    }
}
