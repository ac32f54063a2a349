namespace EdgeCnn.Onnx;

/// <summary>How an ONNX file is written.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// True to let inputs and outputs that hold codes be 8-bit tensors in the file; false to let them be the real numbers that the
    /// codes stand for, as a float network's are.
    /// </summary>
    public bool KeepCodes { get; init; }
}
