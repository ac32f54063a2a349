namespace EdgeCnn.Onnx;

/// <summary>Facts of the format that reader and writer share.</summary>
internal static class OnnxFormat
{
    /// <summary>The operator set that the exporter writes, unless an operator needs a newer one.</summary>
    public const int ExportOpset = 17;

    /// <summary>The oldest and the newest operator set that the importer reads.</summary>
    public const int OldestOpset = 6;

    /// <inheritdoc cref="OldestOpset"/>
    public const int NewestOpset = 27;

    /// <summary>The IR version that goes with <see cref="ExportOpset"/>.</summary>
    public const int ExportIrVersion = 8;

    /// <summary>The metadata entry that holds the input contract.</summary>
    public const string ContractKey = "edgecnn.contract";
}
