using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Camera;

/// <summary>A test that needs libturbojpeg, and says so where it is not installed.</summary>
internal sealed class TurboJpegFactAttribute : FactAttribute
{
    public TurboJpegFactAttribute()
    {
        using TurboJpeg? turbo = TurboJpeg.TryLoad();
        if (turbo is null)
            Skip = "libturbojpeg is not installed";
    }
}
