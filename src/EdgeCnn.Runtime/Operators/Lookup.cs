using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of 8-bit codes by its table.</summary>
internal sealed class Lookup(byte[] table, int length) : IOperator
{
    private readonly byte[] table = table;
    private readonly int length = length;

    public string Kernel => "lookup";

    public long WeightBytes => table.Length;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public double SharedCycles => 0.25 * length;

    public void Run(StepMemory memory)
    {
        Range own = memory.OwnBytes(length);
        CodeLookup.Run(memory.Input(0)[own], table, memory.Output[own]);
    }
}
