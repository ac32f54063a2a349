using EdgeCnn.Agent.Page;

namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>An .ecnn file or an .ecnnb bundle.</summary>
    public string Model { get; set; } = "";

    /// <summary><c>files:DIR</c> or <c>synthetic</c>.</summary>
    public string Camera { get; set; } = "";

    /// <summary>Stop after so many pictures; 0 for no limit.</summary>
    public long Frames { get; set; }

    /// <summary>Pictures a second; 0 for as fast as the camera gives them.</summary>
    public double FramesPerSecond { get; set; }

    /// <summary>Begin again after the last file.</summary>
    public bool Loop { get; set; }

    /// <summary>Where the live page listens, and what it may do.</summary>
    public PageOptions PageOptions { get; set; } = new();

    /// <summary>The live page's port.</summary>
    public int Port
    {
        get => PageOptions.Port;
        set => PageOptions = PageOptions with { Port = value };
    }

    /// <summary>False for no live page.</summary>
    public bool Page { get; set; } = true;

    /// <summary>Print the hash over all outputs at the end.</summary>
    public bool Hash { get; set; }

    /// <summary>Classes in each line of output.</summary>
    public int Top { get; set; } = 3;

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; set; }

    /// <summary>Threads of a run; 0 for one a fast core.</summary>
    public int Threads { get; set; }

    /// <summary>Tell on standard error how long the first result took.</summary>
    public bool Times { get; set; }

    /// <summary>Show the committed model on its committed pictures.</summary>
    public bool Demo { get; set; }
}
