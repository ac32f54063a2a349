using System.Collections.Immutable;

namespace EdgeCnn.Runtime.Operators;

/// <summary>One step of a plan: everything that can be known beforehand is in its fields, so that running it allocates nothing.</summary>
/// <remarks>Threading: forks of a session share it, so a run writes nothing but its <see cref="StepMemory"/>; working memory is its scratch.</remarks>
internal interface IOperator
{
    /// <summary>The kernel's name for reports.</summary>
    string Kernel { get; }

    /// <summary>Names of the kernels that could do it, cheapest by estimate first; empty where there is no choice.</summary>
    ImmutableArray<string> Candidates => [];

    /// <summary>Bytes of constants that the step holds in packed form.</summary>
    long WeightBytes { get; }

    /// <summary>Bytes of working memory that the step needs while it runs.</summary>
    int ScratchBytes { get; }

    /// <summary>
    /// True if the result may lie exactly where this input lies: the step reads no element of the input after it has written
    /// to that element's place, nor needs it afterwards. Asked of inputs with as many bytes as the result.
    /// </summary>
    bool CanRunInPlace(int input) => false;

    /// <summary>
    /// Estimated cycles of a step whose runs compute no more than their <see cref="StepMemory.Part"/>, so that threads may share
    /// it; 0 for a step that always computes all of it.
    /// </summary>
    double SharedCycles => 0;

    /// <summary>Reads the inputs, writes the output, or where threads share the step a part of it.</summary>
    void Run(StepMemory memory);
}
