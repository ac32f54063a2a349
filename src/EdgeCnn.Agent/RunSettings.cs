using System.Net;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent;

/// <summary>What a run does: the command line first, then the configuration, then defaults.</summary>
internal sealed record RunSettings
{
    // A camera that waits for a button is healthy although no picture comes.
    private const double MostSecondsBetweenPresses = 7 * 24 * 3600;

    public required string Model { get; init; }

    public required string Camera { get; init; }

    public required double FramesPerSecond { get; init; }

    public required bool Loop { get; init; }

    public required string? Kernels { get; init; }

    public required int Threads { get; init; }

    /// <summary>The live page; null for none.</summary>
    public required PageOptions? Page { get; init; }

    public required int Top { get; init; }

    /// <summary>Puts both together.</summary>
    /// <exception cref="Graph.EdgeCnnException">Neither names a model, or a camera.</exception>
    public static RunSettings Of(RunOptions options, AgentConfig? config)
    {
        PageConfig page = config?.Page ?? new PageConfig();
        string model = Chosen(options.Model, config?.Model), camera = Chosen(options.Camera, config?.Camera);
        if (model.Length == 0 || camera.Length == 0)
            throw new Graph.EdgeCnnException($"{options.Config}: names no {(model.Length == 0 ? "model" : "camera")}, and the command line does not either.", Graph.ExitCode.Usage);
        return new RunSettings
        {
            Model = model,
            Camera = camera,
            FramesPerSecond = options.FramesPerSecond > 0 ? options.FramesPerSecond : config?.FramesPerSecond ?? 0,
            Loop = options.Loop || config?.Loop == true,
            Kernels = options.Kernels ?? config?.Kernels,
            Threads = options.Threads ?? config?.Threads ?? 0,
            Page = !(options.Page ?? page.Enabled) ? null : new PageOptions
            {
                Address = options.Listen ?? IPAddress.Parse(page.Listen),
                Port = options.Port ?? page.Port,
                TokenFile = options.TokenFile ?? page.TokenFile,
                SaveFolder = options.SaveFolder ?? page.SaveFolder,
                StallAfter = TimeSpan.FromSeconds(config?.Trigger is null ? 5 : MostSecondsBetweenPresses),
            },
            Top = options.Top ?? config?.Log.Top ?? 3,
        };
    }

    private static string Chosen(string first, string? otherwise) => first.Length > 0 ? first : otherwise ?? "";
}
