using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Agent.Selftest;

/// <summary>The rule that every pixel kernel must follow, pixel by pixel: slow, plain, and no kernel. Only the weights of an axis are the project's own.</summary>
/// <remarks>Source: src/EdgeCnn.Kernels/Pixels/README.md.</remarks>
internal static class PixelFormula
{
    /// <summary>The input's pixels.</summary>
    public static byte[] Input(PixelCase test)
    {
        Frame picture = test.Picture();
        PictureFit fit = test.Fit;
        byte[] input = new byte[test.Elements];
        bool area = test.Contract.Resize == ResizeFilter.Area, one = test.Format == PixelFormat.Gray8;
        byte[][] planes = [.. Enumerable.Range(0, one ? 1 : 3).Select(component => Resized(picture.View, component, fit, area))];
        for (int y = 0; y < fit.TargetHeight; y++)
        {
            for (int x = 0; x < fit.TargetWidth; x++)
            {
                int from = (y * fit.TargetWidth) + x, to = (((fit.TargetY + y) * test.Target.Width) + fit.TargetX + x) * test.Channels;
                byte[] rgb = Rgb(test, planes[0][from], planes[one ? 0 : 1][from], planes[one ? 0 : 2][from]);
                for (int channel = 0; channel < test.Channels; channel++)
                    input[to + channel] = rgb[test.Contract.Color == ColorOrder.Bgr ? 2 - channel : channel];
            }
        }

        return input;
    }

    // One component on its own grid: Σ of weight·weight·sample, rounded once.
    private static byte[] Resized(ImageView picture, int component, PictureFit fit, bool area)
    {
        bool halved = component > 0 && picture.Format.IsYuv() && picture.Format != PixelFormat.Yu24;
        bool halvedDown = halved && picture.Format is PixelFormat.Nv12 or PixelFormat.Nv21 or PixelFormat.Yu12;
        var columns = new PixelAxis(fit.SourceX, fit.SourceWidth, fit.TargetWidth, halved ? 2 : 1, area);
        var rows = new PixelAxis(fit.SourceY, fit.SourceHeight, fit.TargetHeight, halvedDown ? 2 : 1, area);
        byte[] resized = new byte[fit.TargetWidth * fit.TargetHeight];
        for (int at = 0; at < resized.Length; at++)
        {
            int x = at % fit.TargetWidth, y = at / fit.TargetWidth;
            long sum = 1 << 15;
            for (int r = 0; r < rows.Count[y]; r++)
            {
                for (int c = 0; c < columns.Count[x]; c++)
                    sum += rows.WeightsOf(y)[r] * columns.WeightsOf(x)[c] * Sample(picture, component, columns.Origin + columns.First[x] + c, rows.Origin + rows.First[y] + r);
            }

            resized[at] = (byte)(sum >> 16);
        }

        return resized;
    }

    // Red, green and blue, or luma, Cb and Cr.
    private static int Sample(ImageView picture, int component, int x, int y) => (picture.Format, component) switch
    {
        (PixelFormat.Gray8, _) => picture.Row(y)[x],
        (PixelFormat.Rgb24, _) => picture.Row(y)[(3 * x) + component],
        (PixelFormat.Bgr24, _) => picture.Row(y)[(3 * x) + 2 - component],
        (PixelFormat.Rgba32, _) => picture.Row(y)[(4 * x) + component],
        (PixelFormat.Yuyv, 0) => picture.Row(y)[2 * x],
        (PixelFormat.Yuyv, _) => picture.Row(y)[(4 * x) + (2 * component) - 1],
        (PixelFormat.Uyvy, 0) => picture.Row(y)[(2 * x) + 1],
        (PixelFormat.Uyvy, _) => picture.Row(y)[(4 * x) + (2 * component) - 2],
        (_, 0) => picture.Row(y)[x],
        (PixelFormat.Nv12, _) => picture.ChromaRow(0, y)[(2 * x) + component - 1],
        (PixelFormat.Nv21, _) => picture.ChromaRow(0, y)[(2 * x) + 2 - component],
        _ => picture.ChromaRow(component - 1, y)[x],
    };

    private static byte[] Rgb(PixelCase test, int a, int b, int c)
    {
        bool gray = test.Contract.Color == ColorOrder.Gray;
        if (test.Format.IsYuv())
        {
            YuvWeights w = Weights(test.Yuv);
            int luma = w.Luma * (a - w.LumaOffset), cb = gray ? 0 : b - 128, cr = gray ? 0 : c - 128;
            return [Clamped(luma + (w.RedCr * cr)), Clamped(luma + (w.GreenCb * cb) + (w.GreenCr * cr)), Clamped(luma + (w.BlueCb * cb))];
        }

        return gray ? [(byte)(((77 * a) + (150 * b) + (29 * c) + 128) / 256)] : [(byte)a, (byte)b, (byte)c];
    }

    private static byte Clamped(int sum) => (byte)Math.Clamp((sum + 4096) >> 13, 0, 255);

    private static YuvWeights Weights(YuvColor yuv) => yuv switch
    {
        YuvColor.Bt601 => YuvWeights.Bt601,
        YuvColor.Bt601Full => YuvWeights.Bt601Full,
        YuvColor.Bt709 => YuvWeights.Bt709,
        _ => YuvWeights.Bt709Full,
    };
}
