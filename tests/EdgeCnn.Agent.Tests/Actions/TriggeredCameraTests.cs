using System.Diagnostics;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class TriggeredCameraTests
{
    [Fact]
    public void TryCapture_Press_GivesTheFirstPictureAfterIt()
    {
        var source = new StaleCamera(stale: 3);
        int waits = 0;
        using var camera = new TriggeredCamera(source, new Button(pressAfter: 2), () => waits++);
        var frame = new Frame();
        Assert.True(camera.TryCapture(frame, CancellationToken.None));
        Assert.Equal((4, 2), (frame.Number, waits));
    }

    [Fact]
    public void TryCapture_OnlyOldPictures_TakesOneInTheEnd()
    {
        using var camera = new TriggeredCamera(new StaleCamera(stale: 1000), new Button(0), () => { });
        Assert.True(camera.TryCapture(new Frame(), CancellationToken.None));
    }

    [Fact]
    public void TryCapture_Cancelled_GivesNone()
    {
        using var camera = new TriggeredCamera(new StaleCamera(0), new Button(int.MaxValue), () => { });
        Assert.False(camera.TryCapture(new Frame(), new CancellationToken(canceled: true)));
    }

    private sealed class StaleCamera(int stale) : ICamera
    {
        private long number;

        public string Description => "stale";

        public bool TryCapture(Frame frame, CancellationToken cancellation)
        {
            frame.Number = ++number;
            frame.CapturedAt = number > stale ? Stopwatch.GetTimestamp() : 0;
            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Button(int pressAfter) : IInputPin
    {
        private int asked;

        public string Description => "GPIO1";

        public bool WaitForActive(TimeSpan timeout, CancellationToken cancellation) => asked++ == pressAfter;

        public void Dispose()
        {
        }
    }
}
