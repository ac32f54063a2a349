namespace EdgeCnn.Benchmarks;

/// <summary>A case whose multiply-adds are known.</summary>
public interface IKernelCase
{
    /// <summary>Multiply-adds of one run.</summary>
    long Macs { get; }
}
