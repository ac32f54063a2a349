using EdgeCnn.Graph;
using EdgeCnn.Kernels;

namespace EdgeCnn.Imaging;

/// <summary>From a picture of any format to one of <see cref="PixelFormat.Rgb24"/> and the same size, for files and pages; a model's input comes from a <see cref="Preprocessor"/>.</summary>
/// <remarks>
/// Exactness: the preprocessor's colours, so what is shown is what the model saw.
/// Threading: one picture at a time. Allocates only when the size or format of the pictures changes.
/// </remarks>
/// <param name="kernels">Whose kernels to use; null for the best of this processor.</param>
public sealed class PictureConverter(KernelSet? kernels = null)
{
    private readonly PixelKernel kernel = (kernels ?? KernelSets.Best).Pixels;
    private (int Width, int Height, PixelFormat Format) planned;
    private PicturePlan? plan;

    /// <summary>Converts a picture.</summary>
    /// <param name="picture">Any size and format; not the result's own pixels.</param>
    /// <param name="result">Takes the size; its other facts stay as they are.</param>
    public void Convert(ImageView picture, Frame result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (plan is null || planned != (picture.Width, picture.Height, picture.Format))
        {
            PictureFit whole = new(0, 0, picture.Width, picture.Height, 0, 0, picture.Width, picture.Height);
            plan = new PicturePlan(kernel, picture, whole, ResizeFilter.Bilinear, gray: false);
            planned = (picture.Width, picture.Height, picture.Format);
        }

        result.Resize(picture.Width, picture.Height, PixelFormat.Rgb24);
        plan.Begin();
        for (int y = 0; y < picture.Height; y++)
            kernel.Interleave(plan.Row(picture, y), result.Pixels.Slice(y * result.Stride, 3 * picture.Width));
    }
}
