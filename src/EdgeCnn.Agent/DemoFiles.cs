using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <summary>Finds the model and pictures that come with the project.</summary>
internal static class DemoFiles
{
    private const string Folder = "models/cifar10-resnet8";

    /// <summary>The folder, looked for in and above the working folder, then above the program.</summary>
    /// <exception cref="EdgeCnnException">It is not there.</exception>
    public static string Find()
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                string found = Path.Combine(folder.FullName, Folder);
                if (File.Exists(Path.Combine(found, "model.ecnn")))
                    return Path.GetRelativePath(Directory.GetCurrentDirectory(), found);
            }
        }

        throw new EdgeCnnException($"run --demo: no {Folder}/model.ecnn in or above {Directory.GetCurrentDirectory()}. Run it from the project's folder, or name a model and a camera.", ExitCode.Usage);
    }
}
