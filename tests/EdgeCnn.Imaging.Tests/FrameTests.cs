namespace EdgeCnn.Imaging.Tests;

public sealed class FrameTests
{
    [Fact]
    public void View_BeforeFirstCapture_Throws()
    {
        Frame frame = new();
        Assert.Equal((0, 0, 0, ""), (frame.Width, frame.Height, frame.Pixels.Length, frame.Source));
        Assert.Throws<ArgumentOutOfRangeException>(() => frame.View.Width);
    }

    [Fact]
    public void Resize_SmallerOrOtherFormat_KeepsTheBuffer()
    {
        Frame frame = new();
        frame.Resize(7, 5, PixelFormat.Rgba32);
        Assert.Equal((7, 5, 28, 140), (frame.Width, frame.Height, frame.Stride, frame.Pixels.Length));
        long before = GC.GetAllocatedBytesForCurrentThread();
        frame.Resize(3, 2, PixelFormat.Gray8);
        frame.Resize(140, 1, PixelFormat.Gray8);
        frame.Resize(1, 46, PixelFormat.Rgb24);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((1, 46, 3, 138, PixelFormat.Rgb24), (frame.Width, frame.Height, frame.Stride, frame.Pixels.Length, frame.Format));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void Resize_NotPositive_Throws(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame().Resize(width, height, PixelFormat.Gray8));

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(65536, 65536)]
    public void Resize_TooLarge_ThrowsAndKeepsTheSize(int width, int height)
    {
        Frame frame = new();
        frame.Resize(2, 3, PixelFormat.Gray8);
        Assert.Throws<OverflowException>(() => frame.Resize(width, height, PixelFormat.Rgba32));
        Assert.Equal((2, 3, 6), (frame.Width, frame.Height, frame.Pixels.Length));
    }

    [Fact]
    public void CopyFrom_RowsWithPadding_DropsIt()
    {
        byte[] padded = [1, 2, 3, 4, 5, 6, 99, 99, 7, 8, 9, 10, 11, 12];
        Frame frame = new();
        frame.CopyFrom(new ImageView(padded, 2, 2, 8, PixelFormat.Rgb24));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], frame.Pixels.ToArray());
        Assert.Equal([7, 8, 9, 10, 11, 12], frame.View.Row(1).ToArray());
        padded[0] = 50;
        Assert.Equal(1, frame.Pixels[0]);
    }

    [Theory]
    [InlineData(2, 2, 5, 14)]
    [InlineData(2, 2, 6, 11)]
    [InlineData(2, 2, -6, 100)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, 100)]
    public void View_BufferOrStrideTooSmall_Throws(int width, int height, int stride, int length) =>
        Assert.Throws<ArgumentException>(() => new ImageView(new byte[length], width, height, stride, PixelFormat.Rgb24).Width);

    [Fact]
    public void Exchange_ChangesEverythingWithoutACopy()
    {
        Frame a = new() { Number = 1, CapturedAt = 10, HasSensorTime = true, Source = "a", Truth = "x", Yuv = YuvColor.Bt709 }, b = new() { Number = 2 };
        a.Resize(2, 2, 5, PixelFormat.Gray8);
        a.Pixels.Fill(7);
        ref byte first = ref a.Pixels[0];
        a.Exchange(b);
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(ref first, ref b.Pixels[0]));
        Assert.Equal((2, 2, 5, PixelFormat.Gray8, YuvColor.Bt709, 1L, 10L, true), (b.Width, b.Height, b.Stride, b.Format, b.Yuv, b.Number, b.CapturedAt, b.HasSensorTime));
        Assert.Equal(("a", "x", "", null), (b.Source, b.Truth, a.Source, a.Truth));
        Assert.Equal((0, 0, 0, 2L, false), (a.Width, a.Height, a.Pixels.Length, a.Number, a.HasSensorTime));
    }
}
