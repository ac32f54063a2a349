using EdgeCnn.Cli.Datasets;

namespace EdgeCnn.Cli.Tests.Datasets;

/// <summary>A source that does what the test says and counts how often it is asked.</summary>
internal sealed class FakeSource(string name, Action<DatasetFetch> fetch) : IDatasetSource
{
    public int Asked { get; private set; }

    public string Name => name;

    public void Fetch(DatasetFetch request)
    {
        Asked++;
        fetch(request);
    }

    /// <summary>Delivers the fake data set, with these bytes for its images.</summary>
    public static FakeSource Delivering(byte[] images) => new("delivering", fetch =>
    {
        File.WriteAllBytes(fetch.Place(fetch.Spec.Files[0]), images);
        File.WriteAllBytes(fetch.Place(fetch.Spec.Files[1]), FakeDataset.Labels);
    });
}
