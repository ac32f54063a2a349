namespace EdgeCnn.Agent.Doctor;

/// <summary>A camera as the system lists it.</summary>
/// <param name="Path">For example <c>/dev/video0</c>.</param>
/// <param name="Name">What the driver calls it.</param>
/// <param name="Formats">What it can send; empty if it was not asked.</param>
internal sealed record CameraListing(string Path, string Name, CameraFormat[] Formats);

/// <summary>One way in which a camera sends pictures.</summary>
/// <param name="Format">The pixel format, in V4L2's four letters.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="FramesPerSecond">The highest rate; null if it does not say.</param>
internal sealed record CameraFormat(string Format, int Width, int Height, double? FramesPerSecond);
