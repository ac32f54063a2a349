namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>All channels of one layer's output for one picture.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Maps">One for each channel, all of one size.</param>
public sealed record FeatureMapSet(string Name, IReadOnlyList<FeatureMap> Maps)
{
    /// <summary>Takes the channels of one picture apart.</summary>
    /// <param name="name">The layer.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="values">[height, width, channels].</param>
    public static FeatureMapSet FromNhwc(string name, int height, int width, int channels, ReadOnlySpan<float> values)
    {
        if (values.Length != (long)height * width * channels)
            throw new ArgumentException($"{name}: [{height},{width},{channels}] has {(long)height * width * channels} values, got {values.Length}.", nameof(values));
        var maps = new FeatureMap[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            float[] map = new float[height * width];
            for (int i = 0; i < map.Length; i++)
                map[i] = values[(i * channels) + channel];
            maps[channel] = new FeatureMap(height, width, map);
        }

        return new FeatureMapSet(name, maps);
    }
}
