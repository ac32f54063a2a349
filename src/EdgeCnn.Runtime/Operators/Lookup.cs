using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of 8-bit codes by its table.</summary>
internal sealed class Lookup(byte[] table) : IOperator
{
    private readonly byte[] table = table;

    public string Kernel => "lookup";

    public long WeightBytes => table.Length;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public void Run(StepMemory memory) => CodeLookup.Run(memory.Input(0), table, memory.Output);
}
