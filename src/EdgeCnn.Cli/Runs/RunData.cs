using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Runs;

/// <summary>The pictures of a run.</summary>
/// <param name="Named">What the user called them.</param>
/// <param name="Training">To learn from.</param>
/// <param name="Validation">To judge epochs by, or null.</param>
/// <param name="Test">To judge the end by; they chose nothing.</param>
internal sealed record RunData(NamedData Named, IDataset Training, IDataset? Validation, IDataset Test)
{
    /// <summary>The set as people call it.</summary>
    public string Title => Named.Kind switch
    {
        "mnist" => "MNIST",
        "fashion-mnist" => "Fashion-MNIST",
        "cifar10" => "CIFAR-10",
        _ => Path.GetFileName(Path.TrimEndingDirectorySeparator(Named.Directory)),
    };

    /// <summary>What the pictures that judge the end are: those of a folder without parts are the ones that were learned from.</summary>
    public string TestName
    {
        get
        {
            IReadOnlyList<DataPart> parts = Named.Parts();
            return parts.Contains(DataPart.Test) ? "test pictures" : parts.Contains(DataPart.Validation) ? "validation pictures" : "pictures of the whole set, the training pictures among them";
        }
    }
}
