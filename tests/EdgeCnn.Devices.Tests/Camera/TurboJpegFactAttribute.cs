using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>A test that needs libturbojpeg. Where that is not installed the test is reported as skipped, except in CI (<c>CI=true</c>), where it runs and so fails.</summary>
internal sealed class TurboJpegFactAttribute : FactAttribute
{
    public TurboJpegFactAttribute()
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        using TurboJpeg? turbo = TurboJpeg.TryLoad();
        if (turbo is null)
            Skip = "libturbojpeg is not installed (package libturbojpeg0).";
    }
}
