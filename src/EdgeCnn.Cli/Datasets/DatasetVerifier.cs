using System.Security.Cryptography;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Compares files with the sizes and sums of a data set.</summary>
internal sealed class DatasetVerifier(IProgress<DatasetProgress>? progress, CancellationToken cancellation)
{
    /// <summary>The first thing wrong with the files below a folder as a sentence, or null where all are right.</summary>
    public string? FindFault(IReadOnlyList<DatasetFile> files, string directory)
    {
        // Sizes first: they find a missing or short file without reading the large ones before it.
        foreach (DatasetFile file in files)
        {
            FileInfo info = new(Path.Combine(directory, file.Path));
            if (!info.Exists)
                return $"the file {file.Path} is missing.";
            if (info.Length != file.SizeBytes)
                return $"the file {file.Path} has {info.Length} bytes, expected {file.SizeBytes}.";
        }
        long done = 0;
        long total = files.Sum(file => file.SizeBytes);
        foreach (DatasetFile file in files)
        {
            progress?.Report(new DatasetProgress($"check {file.Path}", done, total));
            string md5 = ComputeMd5(Path.Combine(directory, file.Path));
            if (md5 != file.Md5)
                return $"the file {file.Path} has MD5 {md5}, expected {file.Md5}: it is damaged or another version.";
            done += file.SizeBytes;
        }
        return null;
    }

    private string ComputeMd5(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[1 << 20];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
