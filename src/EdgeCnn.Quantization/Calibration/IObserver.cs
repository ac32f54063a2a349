using EdgeCnn.Graph;

namespace EdgeCnn.Quantization.Calibration;

/// <summary>Watches the values of one tensor and proposes its quantization.</summary>
public interface IObserver
{
    /// <summary>Takes the values of one run.</summary>
    void Observe(ReadOnlySpan<float> values);

    /// <summary>Scale and zero point for what was seen.</summary>
    QuantParams Propose(DataType type);
}
