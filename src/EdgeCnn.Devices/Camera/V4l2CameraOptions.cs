namespace EdgeCnn.Devices.Camera;

/// <summary>What is wanted of a V4L2 camera. The driver has the last word on all of it but the format.</summary>
public sealed record V4l2CameraOptions
{
    /// <summary>The device, for example <c>/dev/video0</c>, or its lasting name below <c>/dev/v4l/by-id</c>.</summary>
    public string Path { get; init; } = "/dev/video0";

    /// <summary>Pixels in a row; the nearest size is taken.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Rows.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Frames per second; 0 for the driver's own.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>One format only, by V4L2's name, for example <c>YUYV</c>; null for the best.</summary>
    public string? Format { get; init; }

    /// <summary>How long a camera may be silent before it is opened anew.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a lost camera is waited for before that is an error; for ever if infinite.</summary>
    public TimeSpan GiveUpAfter { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>The first wait for a lost camera; each further one is twice as long.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between two attempts to open a lost camera.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(5);
}
