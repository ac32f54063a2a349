namespace EdgeCnn.Training.Data;

/// <summary>What a part of a data set is for.</summary>
public enum DataPart
{
    /// <summary>Weights are learned from it.</summary>
    Train,

    /// <summary>Rates, epochs and networks are chosen by it.</summary>
    Validation,

    /// <summary>The result is measured on it, once.</summary>
    Test,
}

/// <summary>The names by which folders and tables call the parts.</summary>
internal static class DataParts
{
    /// <summary>The part of a name, in any case of letters; null if it names none.</summary>
    public static DataPart? Of(string name) => name.Trim().ToLowerInvariant() switch
    {
        "train" or "training" => DataPart.Train,
        "val" or "valid" or "validation" => DataPart.Validation,
        "test" or "testing" => DataPart.Test,
        _ => null,
    };

    /// <summary>The part to take where this one is wanted: test falls back to validation, and all of it to the only part there is.</summary>
    public static DataPart Nearest(IReadOnlyList<DataPart> parts, DataPart wanted) =>
        parts.Contains(wanted) ? wanted : wanted == DataPart.Test && parts.Contains(DataPart.Validation) ? DataPart.Validation : parts[0];
}
