using System.Net;

namespace EdgeCnn.Agent;

/// <summary>What <c>edgecnn-agent run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>A configuration file; other options go before what it says. Null for none.</summary>
    public string? Config { get; set; }

    /// <summary>Check the configuration file and do nothing else.</summary>
    public bool Check { get; set; }

    /// <summary>An .ecnn file or an .ecnnb bundle.</summary>
    public string Model { get; set; } = "";

    /// <summary>The camera's address, see <see cref="Devices.Camera.CameraAddress"/>.</summary>
    public string Camera { get; set; } = "";

    /// <summary>Stop after so many pictures; 0 for no limit.</summary>
    public long Frames { get; set; }

    /// <summary>Pictures a second; 0 for as fast as the camera gives them.</summary>
    public double FramesPerSecond { get; set; }

    /// <summary>Begin again after the last file.</summary>
    public bool Loop { get; set; }

    /// <summary>The live page's port; null for that of the configuration, or 8080.</summary>
    public int? Port { get; set; }

    /// <summary>The live page's address; null for that of the configuration, or 127.0.0.1.</summary>
    public IPAddress? Listen { get; set; }

    /// <summary>A file with the live page's token; null for that of the configuration, or none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Where the live page may store pictures; null for where the configuration says, or nowhere.</summary>
    public string? SaveFolder { get; set; }

    /// <summary>False for no live page; null for what the configuration says, or true.</summary>
    public bool? Page { get; set; }

    /// <summary>Print the hash over all outputs at the end.</summary>
    public bool Hash { get; set; }

    /// <summary>Classes in each line of output; null for what the configuration says, or 3.</summary>
    public int? Top { get; set; }

    /// <summary>The kernel set to force.</summary>
    public string? Kernels { get; set; }

    /// <summary>Threads of a run; 0 for one a fast core; null for what the configuration says, or 0.</summary>
    public int? Threads { get; set; }

    /// <summary>Tell on standard error how long the first result took.</summary>
    public bool Times { get; set; }

    /// <summary>Show the committed model on its committed pictures.</summary>
    public bool Demo { get; set; }
}
