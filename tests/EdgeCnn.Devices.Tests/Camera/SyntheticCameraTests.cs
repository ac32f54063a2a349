using EdgeCnn.Devices.Camera;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Testing;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class SyntheticCameraTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(9, 1)]
    [InlineData(2, 2)]
    [InlineData(33, 21)]
    public void TryCapture_TwoCameras_GiveTheSamePictures(int width, int height)
    {
        using SyntheticCamera one = new(width, height, 0), two = new(width, height, 0);
        Frame a = new(), b = new();
        for (int i = 1; i <= 50; i++)
        {
            Assert.True(one.TryCapture(a, CancellationToken.None));
            Assert.True(two.TryCapture(b, CancellationToken.None));
            Assert.Equal((width, height, PixelFormat.Rgb24, (long)i), (a.Width, a.Height, a.Format, a.Number));
            Assert.Equal(("", null), (a.Source, a.Truth));
            Assert.True(a.Pixels.SequenceEqual(b.Pixels));
        }
    }

    [Fact]
    public void TryCapture_Next_MovesTheDisc()
    {
        using SyntheticCamera camera = new(64, 48, 0);
        Frame frame = new();
        HashSet<int> places = [];
        for (int i = 0; i < 20; i++)
        {
            Assert.True(camera.TryCapture(frame, CancellationToken.None));
            int disc = frame.Pixels.IndexOf((ReadOnlySpan<byte>)[255, 235, 120]);
            Assert.InRange(disc, 0, (64 * 48 * 3) - 3);
            places.Add(disc);
        }

        Assert.InRange(places.Count, 15, 20);
    }

    [Fact]
    public void TryCapture_FirstPicture_HasTheGradientByFormula()
    {
        using SyntheticCamera camera = new(64, 48, 0);
        Frame frame = new();
        camera.TryCapture(frame, CancellationToken.None);
        // Disc of radius 8 about (3, 2) at time 1; (60, 40) lies outside: ((60 + 1) / 4, 40 / 3, 64 + 100 / 8).
        Assert.Equal([255, 235, 120], frame.Pixels.Slice(((2 * 64) + 3) * 3, 3).ToArray());
        Assert.Equal([15, 13, 76], frame.Pixels.Slice(((40 * 64) + 60) * 3, 3).ToArray());
    }

    [Fact]
    public void TryCapture_SecondPicture_AllocatesNothing()
    {
        using SyntheticCamera camera = new(20, 10, 0);
        Frame frame = new();
        camera.TryCapture(frame, CancellationToken.None);
        camera.TryCapture(frame, CancellationToken.None);
        long number = 0;
        Assert.Equal(0, Allocations.Least(() =>
        {
            number = frame.Number;
            for (int i = 0; i < 1500; i++)
                camera.TryCapture(frame, CancellationToken.None);
        }));
        Assert.Equal(number + 1500, frame.Number);
    }

    [Fact]
    public void TryCapture_Rate_IsKeptRoughly()
    {
        using SyntheticCamera camera = new(4, 4, 100);
        Frame frame = new();
        camera.TryCapture(frame, CancellationToken.None);
        long first = frame.CapturedAt;
        for (int i = 0; i < 20; i++)
            camera.TryCapture(frame, CancellationToken.None);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(first, frame.CapturedAt).TotalMilliseconds, 190, 5000);
    }

    [Fact]
    public void TryCapture_Cancelled_IsFalse()
    {
        using SyntheticCamera camera = new(4, 4);
        Assert.False(camera.TryCapture(new Frame(), new CancellationToken(canceled: true)));
        Assert.Equal("synthetic 4x4", camera.Description);
    }

    [Fact]
    public void TryCapture_Yuyv_ShowsTheSamePictureAsRgb()
    {
        using SyntheticCamera colours = new(64, 48, 0), camera = new(64, 48, 0, PixelFormat.Yuyv);
        Frame rgb = new(), yuyv = new();
        Assert.True(colours.TryCapture(rgb, CancellationToken.None) && camera.TryCapture(yuyv, CancellationToken.None));
        Assert.Equal((64, 48, 128, PixelFormat.Yuyv, YuvColor.Bt601), (yuyv.Width, yuyv.Height, yuyv.Stride, yuyv.Format, yuyv.Yuv));
        for (int i = 0; i < 64 * 48; i++)
        {
            // BT.601 in limited range, written from the standard; the chroma is that of the pair's first pixel.
            double r = rgb.Pixels[3 * i], g = rgb.Pixels[(3 * i) + 1], b = rgb.Pixels[(3 * i) + 2], y = (0.299 * r) + (0.587 * g) + (0.114 * b);
            Assert.InRange(yuyv.Pixels[2 * i] - (16 + (y * 219 / 255)), -1.5, 1.5);
            if (i % 2 == 0)
                Assert.InRange(yuyv.Pixels[(2 * i) + 1] - (128 + ((b - y) / 1.772 * 224 / 255)), -1.5, 1.5);
            if (i % 2 == 0)
                Assert.InRange(yuyv.Pixels[(2 * i) + 3] - (128 + ((r - y) / 1.402 * 224 / 255)), -1.5, 1.5);
        }
    }

    [Theory]
    [InlineData(0, 10, PixelFormat.Rgb24)]
    [InlineData(3, 10, PixelFormat.Yuyv)]
    [InlineData(4, 10, PixelFormat.Nv12)]
    public void Constructor_WhatIsNotDrawn_IsAnErrorOfUsage(int width, int height, PixelFormat format) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new SyntheticCamera(width, height, 0, format)).ExitCode);
}
