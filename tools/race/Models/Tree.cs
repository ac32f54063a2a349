using System.Diagnostics;

namespace EdgeCnn.Tools.Race.Models;

/// <summary>The source tree that this program was built from, and the programs in it that the race uses.</summary>
internal static class Tree
{
    /// <summary>The folder of EdgeCnn.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The folder of models for measurements, whether it is there or not.</summary>
    public static string PerfModels => At("../shared/data/perf-models");

    public static string At(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>Runs the built <c>edgecnn</c> and gives what it prints.</summary>
    public static string Edgecnn(params IEnumerable<string> args) => Dotnet([At("src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll"), .. args]);

    /// <summary>Runs a program with <c>dotnet</c>.</summary>
    /// <exception cref="RaceException">It did not end well.</exception>
    public static string Dotnet(params IEnumerable<string> args)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new RaceException($"dotnet {string.Join(' ', args)} ended with {process.ExitCode}: {errors.Result.Trim()}{output.Trim()}");
    }

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeCnn.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new RaceException($"{AppContext.BaseDirectory} lies in no source tree.");
        return folder;
    }
}
