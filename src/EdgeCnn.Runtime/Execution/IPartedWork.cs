using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Execution;

/// <summary>Steps that threads may share.</summary>
internal interface IPartedWork
{
    /// <summary>Computes one part of one step.</summary>
    /// <param name="step">Which step.</param>
    /// <param name="part">Which part of it.</param>
    /// <param name="thread">Who asks, 0 for the thread that runs the session: parts that run at once never have the same number.</param>
    void RunPart(int step, WorkPart part, int thread);
}
