using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A sum or product of two tensors of codes, with broadcasting.</summary>
internal sealed class CodeCombination<TRule>(string name, TRule rule, BroadcastWalk walk) : IOperator
    where TRule : struct, ICodeRule
{
    private readonly TRule rule = rule;
    private readonly BroadcastWalk walk = walk;

    public string Kernel { get; } = name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int at = 0;
        var place = walk.Begin();
        do
        {
            rule.Run(place.Row(memory.Input(0), 0), place.Row(memory.Input(1), 1), memory.Output.Slice(at, walk.RowLength));
            at += walk.RowLength;
        }
        while (place.Next());
    }
}
