using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>One way to get the files of a data set.</summary>
public interface IDatasetSource
{
    /// <summary>What a person would call it, for reports and errors.</summary>
    string Name { get; }

    /// <summary>Puts the data set's files into <see cref="DatasetFetch.Staging"/>; the caller checks them.</summary>
    /// <exception cref="EdgeCnnException">The source cannot deliver; <see cref="ExitCode.BadData"/> where it delivers wrong data.</exception>
    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    void Fetch(DatasetFetch fetch);
}
