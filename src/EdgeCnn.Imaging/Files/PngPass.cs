namespace EdgeCnn.Imaging.Files;

/// <summary>Which pixels of a picture one pass of an interlaced PNG file has. Source: W3C PNG (Third Edition) §8.2.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="StepX">From one column to the next.</param>
/// <param name="StepY">From one row to the next.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    private static readonly PngPass[] Seven =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    private static readonly PngPass[] One = [new(0, 0, 1, 1)];

    /// <summary>The passes of an interlaced picture, in the file's order.</summary>
    public static ReadOnlySpan<PngPass> Adam7 => Seven;

    /// <summary>The one pass of a picture without interlace.</summary>
    public static ReadOnlySpan<PngPass> Whole => One;

    /// <summary>The columns of the pass in a picture of this width; 0 if it has none, and then no rows either.</summary>
    public int Columns(int width) => width <= X ? 0 : (width - X - 1) / StepX + 1;

    /// <summary>The rows of the pass in a picture of this height.</summary>
    public int Rows(int height) => height <= Y ? 0 : (height - Y - 1) / StepY + 1;
}
