using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of each integer or truth value.</summary>
internal sealed class Mapping<T, TOperation>(string name) : IOperator
    where T : unmanaged
    where TOperation : struct, IUnaryOperation<T>
{
    private readonly string name = name;

    public string Kernel => name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public void Run(StepMemory memory) => UnaryLoop.Run(default(TOperation), MemoryMarshal.Cast<byte, T>(memory.Input(0)), MemoryMarshal.Cast<byte, T>(memory.Output));
}
