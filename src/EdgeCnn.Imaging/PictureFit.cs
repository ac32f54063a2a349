using EdgeCnn.Graph;

namespace EdgeCnn.Imaging;

/// <summary>Which part of a picture fills which part of the model's input.</summary>
/// <param name="SourceX">First column of the part of the picture.</param>
/// <param name="SourceY">First row of the part of the picture.</param>
/// <param name="SourceWidth">Columns of the part.</param>
/// <param name="SourceHeight">Rows of the part.</param>
/// <param name="TargetX">First column of the input that it fills; what is left of it is black.</param>
/// <param name="TargetY">First row of the input that it fills.</param>
/// <param name="TargetWidth">Columns that it fills.</param>
/// <param name="TargetHeight">Rows that it fills.</param>
public readonly record struct PictureFit(int SourceX, int SourceY, int SourceWidth, int SourceHeight, int TargetX, int TargetY, int TargetWidth, int TargetHeight)
{
    /// <summary>Fits a picture by a rule; integer arithmetic, so it is the same everywhere.</summary>
    public static PictureFit Of(CropMode mode, int width, int height, int targetWidth, int targetHeight)
    {
        bool wider = (long)width * targetHeight > (long)height * targetWidth;
        switch (mode)
        {
            case CropMode.Center:
            {
                int w = wider ? Scale(height, targetWidth, targetHeight, width) : width;
                int h = wider ? height : Scale(width, targetHeight, targetWidth, height);
                return new((width - w) / 2, (height - h) / 2, w, h, 0, 0, targetWidth, targetHeight);
            }

            case CropMode.Letterbox:
            {
                int w = wider ? targetWidth : Scale(targetHeight, width, height, targetWidth);
                int h = wider ? Scale(targetWidth, height, width, targetHeight) : targetHeight;
                return new(0, 0, width, height, (targetWidth - w) / 2, (targetHeight - h) / 2, w, h);
            }

            default:
                return new(0, 0, width, height, 0, 0, targetWidth, targetHeight);
        }
    }

    // size·numerator/denominator, rounded, at least 1 and at most the limit.
    private static int Scale(int size, int numerator, int denominator, int limit) =>
        (int)Math.Clamp((((long)size * numerator) + (denominator / 2)) / denominator, 1, limit);
}
