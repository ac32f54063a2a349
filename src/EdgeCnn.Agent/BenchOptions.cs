using System.Globalization;

namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent bench</c> was asked to do.</summary>
internal sealed record BenchOptions
{
    /// <summary>Most models of one call.</summary>
    public const int MostModels = 32;

    /// <summary>.ecnn files or .ecnnb bundles.</summary>
    public List<string> Models { get; init; } = [];

    /// <summary>How long each number of threads is measured.</summary>
    public long Seconds { get; set; } = 10;

    /// <summary>Steady runs instead of <see cref="Seconds"/>, and nothing but them and the start; 0 to measure all.</summary>
    public int Runs { get; set; }

    /// <summary>Threads of a run, measured one after the other; 0 for one a fast core.</summary>
    public int[] Threads { get; set; } = [1];

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; set; }

    /// <summary>Where an HTML report is written, or null.</summary>
    public string? Report { get; set; }

    /// <summary>True to leave with 5 if the board was throttled.</summary>
    public bool Strict { get; set; }

    /// <summary>One JSON document instead of lines.</summary>
    public bool Json { get; set; }

    /// <summary>Reads numbers of threads, for example <c>1,2,4</c>.</summary>
    /// <param name="text">Numbers with commas between them.</param>
    /// <param name="most">The greatest.</param>
    /// <exception cref="FormatException">Something else stands there, or one number twice.</exception>
    public static int[] ParseThreads(string text, int most)
    {
        string[] parts = text.Split(',');
        int[] threads = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out threads[i]) || threads[i] > most || Array.IndexOf(threads, threads[i]) < i)
                throw new FormatException($"expected different whole numbers from 0 to {most} with commas between them, for example 1,2,4, got '{text}'.");
        }

        return threads;
    }
}
