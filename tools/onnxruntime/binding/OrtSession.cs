using System.Runtime.InteropServices;
using System.Text;

namespace EdgeCnn.Tools.OnnxRuntime;

/// <summary>A model in ONNX Runtime with the settings in which it is fastest, inputs and outputs bound in advance.</summary>
/// <remarks>
/// All graph optimizations, sequential execution, memory arena and memory pattern. Threads sleep between runs instead of spinning,
/// since a thread that spins takes the processor from whatever runs beside it.
/// </remarks>
public sealed unsafe class OrtSession : IDisposable
{
    private const int Sequential = 0, AllOptimizations = 99, DeviceAllocator = 0, DefaultMemory = 0;

    private readonly OrtLibrary library;
    private readonly List<nint> values = [];
    private readonly OrtTensor[] inputs;
    private readonly OrtTensor[] outputs;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nint, nint> run;
    private nint session;
    private nint memory;
    private nint binding;

    /// <summary>Loads a model.</summary>
    /// <param name="library">The library.</param>
    /// <param name="model">An .onnx file.</param>
    /// <param name="threads">Threads of one operator, the caller's included.</param>
    /// <exception cref="InvalidOperationException">The library refuses the model.</exception>
    /// <exception cref="NotSupportedException">An input or output is of a type that is not used here.</exception>
    public OrtSession(OrtLibrary library, string model, int threads)
    {
        this.library = library;
        run = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)library[OrtFunction.RunWithBinding];
        nint options = 0, created;
        try
        {
            library.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)library[OrtFunction.CreateSessionOptions])(&options));
            Set(options, OrtFunction.SetSessionExecutionMode, Sequential);
            Set(options, OrtFunction.SetSessionGraphOptimizationLevel, AllOptimizations);
            Set(options, OrtFunction.SetIntraOpNumThreads, threads);
            Set(options, OrtFunction.SetInterOpNumThreads, 1);
            library.Check(((delegate* unmanaged[Cdecl]<nint, nint>)library[OrtFunction.EnableMemPattern])(options));
            library.Check(((delegate* unmanaged[Cdecl]<nint, nint>)library[OrtFunction.EnableCpuMemArena])(options));
            Configure(options, "session.intra_op.allow_spinning", "0");
            Configure(options, "session.inter_op.allow_spinning", "0");
            fixed (byte* path = Utf8(model))
                library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)library[OrtFunction.CreateSession])(library.Environment, path, options, &created));
            session = created;
        }
        finally
        {
            library.Release(OrtFunction.ReleaseSessionOptions, options);
        }

        library.Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)library[OrtFunction.CreateCpuMemoryInfo])(DeviceAllocator, DefaultMemory, &created));
        memory = created;
        library.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)library[OrtFunction.CreateIoBinding])(session, &created));
        binding = created;
        inputs = Bind(OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo, OrtFunction.BindInput);
        outputs = Bind(OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName, OrtFunction.SessionGetOutputTypeInfo, OrtFunction.BindOutput);
    }

    /// <summary>What the model takes.</summary>
    public IReadOnlyList<OrtTensor> Inputs => inputs;

    /// <summary>What the model gives.</summary>
    public IReadOnlyList<OrtTensor> Outputs => outputs;

    /// <summary>Computes the outputs from what the inputs hold.</summary>
    /// <exception cref="InvalidOperationException">The library could not.</exception>
    public void Run()
    {
        nint status = run(session, 0, binding);
        if (status != 0)
            library.Check(status);
    }

    /// <summary>Frees session and tensors.</summary>
    public void Dispose()
    {
        library.Release(OrtFunction.ReleaseIoBinding, binding);
        foreach (nint value in values)
            library.Release(OrtFunction.ReleaseValue, value);
        library.Release(OrtFunction.ReleaseMemoryInfo, memory);
        library.Release(OrtFunction.ReleaseSession, session);
        values.Clear();
        session = memory = binding = 0;
        foreach (OrtTensor tensor in inputs.Concat(outputs))
            tensor.Dispose();
    }

    private OrtTensor[] Bind(OrtFunction count, OrtFunction name, OrtFunction type, OrtFunction bind)
    {
        nuint length;
        library.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)library[count])(session, &length));
        var tensors = new OrtTensor[(int)length];
        for (int i = 0; i < tensors.Length; i++)
        {
            OrtTensor tensor = tensors[i] = Describe(Name(name, i), type, i);
            long[] shape = [.. tensor.Shape];
            nint value;
            fixed (long* sizes = shape)
                library.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)library[OrtFunction.CreateTensorWithDataAsOrtValue])(memory, tensor.Data, (nuint)tensor.SizeBytes, sizes, (nuint)shape.Length, (int)tensor.Type, &value));
            values.Add(value);
            fixed (byte* text = Utf8(tensor.Name))
                library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)library[bind])(binding, text, value));
        }

        return tensors;
    }

    private string Name(OrtFunction function, int index)
    {
        nint allocator, text;
        library.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)library[OrtFunction.GetAllocatorWithDefaultOptions])(&allocator));
        library.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint, nint*, nint>)library[function])(session, (nuint)index, allocator, &text));
        string name = Marshal.PtrToStringUTF8(text) ?? "";
        library.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint>)library[OrtFunction.AllocatorFree])(allocator, text));
        return name;
    }

    private OrtTensor Describe(string name, OrtFunction function, int index)
    {
        // The second is a view into the first.
        nint owner, info;
        library.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)library[function])(session, (nuint)index, &owner));
        try
        {
            library.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)library[OrtFunction.CastTypeInfoToTensorInfo])(owner, &info));
            if (info == 0)
                throw new NotSupportedException($"'{name}' is no tensor.");
            int type;
            nuint rank;
            library.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)library[OrtFunction.GetTensorElementType])(info, &type));
            library.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)library[OrtFunction.GetDimensionsCount])(info, &rank));
            long[] shape = new long[(int)rank];
            fixed (long* sizes = shape)
                library.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)library[OrtFunction.GetDimensions])(info, sizes, rank));
            return new OrtTensor(name, (OrtElementType)type, [.. shape.Select(size => size > 0 ? size : 1)]);
        }
        finally
        {
            library.Release(OrtFunction.ReleaseTypeInfo, owner);
        }
    }

    private void Set(nint options, OrtFunction function, int value) =>
        library.Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)library[function])(options, value));

    private void Configure(nint options, string key, string value)
    {
        fixed (byte* keyText = Utf8(key), valueText = Utf8(value))
            library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)library[OrtFunction.AddSessionConfigEntry])(options, keyText, valueText));
    }

    private static byte[] Utf8(string text) => [.. Encoding.UTF8.GetBytes(text), 0];
}
