namespace EdgeCnn.Devices.Camera;

/// <summary>A format that a camera offers.</summary>
/// <param name="FourCc">V4L2's name, for example <c>YUYV</c>.</param>
/// <param name="Description">The driver's words.</param>
/// <param name="IsUsable">True if frames can be made of it.</param>
/// <param name="Sizes">Its sizes; empty if the camera does not tell.</param>
public sealed record CameraFormat(string FourCc, string Description, bool IsUsable, IReadOnlyList<CameraSize> Sizes)
{
    /// <summary>For example <c>YUYV: 640x480 at 30, 15; 320x240 at 30</c>.</summary>
    public override string ToString() => Sizes.Count == 0 ? FourCc : $"{FourCc}: {string.Join("; ", Sizes)}";
}
