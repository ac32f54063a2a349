using System.Runtime.InteropServices;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of each real number.</summary>
internal sealed class FloatMapping(string name, FloatFunction function) : IOperator
{
    private readonly string name = name;
    private readonly FloatFunction function = function;

    public string Kernel => name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public void Run(StepMemory memory) => function.Run(MemoryMarshal.Cast<byte, float>(memory.Input(0)), MemoryMarshal.Cast<byte, float>(memory.Output));
}
