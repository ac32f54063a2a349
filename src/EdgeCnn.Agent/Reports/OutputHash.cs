using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EdgeCnn.Agent.Reports;

/// <summary>SHA-256 over all outputs of a run: equal hashes prove equal results.</summary>
internal sealed class OutputHash : IDisposable
{
    private readonly IncrementalHash logits = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash probabilities = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds one picture's outputs.</summary>
    public void Add(ReadOnlySpan<byte> outputBytes, ReadOnlySpan<float> shares)
    {
        logits.AppendData(outputBytes);
        probabilities.AppendData(MemoryMarshal.AsBytes(shares));
    }

    /// <summary>The hash over the logits as the model gives them, codes for an int8 model.</summary>
    public string Logits() => Convert.ToHexStringLower(logits.GetCurrentHash());

    /// <summary>The hash over the probabilities, float32 little-endian.</summary>
    public string Probabilities() => Convert.ToHexStringLower(probabilities.GetCurrentHash());

    public void Dispose()
    {
        logits.Dispose();
        probabilities.Dispose();
    }
}
