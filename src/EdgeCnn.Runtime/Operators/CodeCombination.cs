using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A sum or product of two tensors of codes, with broadcasting.</summary>
internal sealed class CodeCombination<TRule>(string name, TRule rule, BroadcastWalk walk) : IOperator
    where TRule : struct, ICodeRule
{
    public string Kernel => name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        for (int row = 0; row < walk.Rows; row++)
            rule.Run(walk.Row(memory.Input(0), 0, row), walk.Row(memory.Input(1), 1, row), memory.Output.Slice(row * walk.RowLength, walk.RowLength));
    }
}
