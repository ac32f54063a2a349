using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Runs;

/// <summary>Pictures of a data set with their names, to be shown.</summary>
internal static class DatasetPictures
{
    /// <summary>The first pictures that can be read.</summary>
    /// <param name="data">The set.</param>
    /// <param name="most">The most pictures.</param>
    public static IReadOnlyList<Sample> First(IDataset data, int most)
    {
        List<Sample> samples = [];
        for (int i = 0; i < data.Count && samples.Count < most; i++)
        {
            if (data.TryPicture(i, out ImageView picture, out _))
                samples.Add(new Sample(Copy(picture), LabelOf(data, i)));
        }

        return samples;
    }

    /// <summary>The place of the first picture that can be read; −1 if none can.</summary>
    public static int FirstReadable(IDataset data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            if (data.TryPicture(i, out _, out _))
                return i;
        }

        return -1;
    }

    /// <summary>A picture that can be read.</summary>
    public static Sample Of(IDataset data, int index) => new(Copy(data.Picture(index)), LabelOf(data, index));

    private static string LabelOf(IDataset data, int index)
    {
        string[] labels = [.. data.LabelsOf(index).Where(label => label >= 0).Select(label => data.Labels[label])];
        return labels.Length > 0 ? string.Join(", ", labels) : data is OneClassDataset ? $"not {data.Labels[0]}" : "no label";
    }

    private static Image Copy(ImageView view)
    {
        int row = view.Width * view.Format.BytesPerPixel();
        byte[] pixels = new byte[view.Height * row];
        for (int y = 0; y < view.Height; y++)
            view.Row(y).CopyTo(pixels.AsSpan(y * row));
        return new Image(view.Width, view.Height, view.Format, pixels);
    }
}
