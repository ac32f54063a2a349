namespace EdgeCnn.Testing;

/// <summary>Finds the project's folder and the test data that lies beside it and is not part of it.</summary>
public static class TestData
{
    /// <summary>The project's folder: <c>EDGECNN_ROOT</c>, or the nearest folder above the test program that holds EdgeCnn.sln.</summary>
    public static string? Root
    {
        get
        {
            string? given = Environment.GetEnvironmentVariable("EDGECNN_ROOT");
            if (!string.IsNullOrEmpty(given))
                return given;
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeCnn.sln")))
                folder = folder.Parent;
            return folder?.FullName;
        }
    }

    /// <summary>The full path of a file or folder of the shared data, or null where it is absent.</summary>
    public static string? Find(string name)
    {
        if (Root is not { } root)
            return null;
        string path = Path.GetFullPath(Path.Combine(root, "..", "shared", "data", name));
        return Path.Exists(path) ? path : null;
    }

    /// <summary>The full path of a file or folder of the shared data.</summary>
    /// <exception cref="DirectoryNotFoundException">It is absent.</exception>
    public static string Shared(string name) => Find(name)
        ?? throw new DirectoryNotFoundException($"Test data '{name}' is absent: expected at ../shared/data/{name} from the project's folder '{Root}'.");
}
