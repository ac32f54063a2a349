using EdgeCnn.Tools.OnnxRuntime;

namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>A model in ONNX Runtime.</summary>
internal sealed class OrtSubject : ISubject
{
    private readonly OrtLibrary library;
    private readonly OrtSession session;

    public OrtSubject(string libraryPath, string model, int threads)
    {
        library = OrtLibrary.Load(libraryPath);
        session = new OrtSession(library, model, threads);
    }

    public string Name => library.Version;

    public int InputBytes(int index) => session.Inputs[index].SizeBytes;

    public void SetInput(int index, byte[] values) => values.CopyTo(session.Inputs[index].Bytes);

    public void Run() => session.Run();

    public void WriteOutputs(Stream target)
    {
        foreach (OrtTensor output in session.Outputs)
            target.Write(output.Bytes);
    }
}
