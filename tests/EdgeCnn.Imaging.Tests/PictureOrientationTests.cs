namespace EdgeCnn.Imaging.Tests;

public sealed class PictureOrientationTests
{
    // The upright picture is
    //   1 2 3
    //   4 5 6
    // and what a camera stores is worked out by hand from where the first row and column are said to be.
    [Theory]
    [InlineData(PictureOrientation.TopLeft, "123 456")]
    [InlineData(PictureOrientation.TopRight, "321 654")]
    [InlineData(PictureOrientation.BottomRight, "654 321")]
    [InlineData(PictureOrientation.BottomLeft, "456 123")]
    [InlineData(PictureOrientation.LeftTop, "14 25 36")]
    [InlineData(PictureOrientation.RightTop, "36 25 14")]
    [InlineData(PictureOrientation.RightBottom, "63 52 41")]
    [InlineData(PictureOrientation.LeftBottom, "41 52 63")]
    public void Apply_StoredPicture_BecomesUpright(PictureOrientation orientation, string stored)
    {
        string[] rows = stored.Split(' ');
        foreach (PixelFormat format in (PixelFormat[])[PixelFormat.Gray8, PixelFormat.Rgb24])
        {
            int bytes = format.BytesPerPixel();

            byte[] Pixels(string digits) => [.. digits.SelectMany(digit => Enumerable.Range(0, bytes).Select(channel => (byte)((10 * (digit - '0')) + channel)))];

            Image upright = orientation.Apply(new Image(rows[0].Length, rows.Length, format, Pixels(string.Concat(rows))));
            Assert.Equal((3, 2, format), (upright.Width, upright.Height, upright.Format));
            Assert.Equal(Pixels("123456"), upright.Pixels);
        }
    }
}
