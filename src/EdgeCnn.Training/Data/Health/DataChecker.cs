using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data.Health;

/// <summary>Decodes every picture of a data set once and reports what it is like.</summary>
/// <remarks>
/// The report does not depend on the number of threads. Pictures are not kept; for each one some 60 bytes are.
/// </remarks>
/// <param name="threads">How many pictures are decoded at the same time.</param>
/// <param name="cancellation">Ends the check.</param>
public sealed class DataChecker(int threads, CancellationToken cancellation)
{
    /// <summary>Checks the parts of a set.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="parts">Its parts, opened.</param>
    /// <param name="progress">Gets the number of pictures done, from any thread; null if nobody asks.</param>
    /// <exception cref="Graph.EdgeCnnException">A set is of no use at all.</exception>
    /// <exception cref="OperationCanceledException">The check was ended.</exception>
    public DataHealth Check(string name, IReadOnlyList<(DataPart Part, IDataset Data)> parts, Action<int>? progress = null)
    {
        var facts = new PictureFacts[parts.Count][];
        var health = new PartHealth[parts.Count];
        int done = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            parts[p].Data.GoOnAnyway();
            facts[p] = new PictureFacts[parts[p].Data.Count];
            ChannelStatistics channels = Read(parts[p].Data, facts[p], () => progress?.Invoke(Interlocked.Increment(ref done)));
            health[p] = Summarise(parts[p].Part, parts[p].Data, facts[p], channels);
        }

        return new DataHealth(name, health, FindDuplicates(parts, facts));
    }

    private ChannelStatistics Read(IDataset data, PictureFacts[] facts, Action step) =>
        ChannelStatistics.Gather(data.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, (i, channels) =>
        {
            if (data.TryPicture(i, out ImageView picture, out string? _))
            {
                facts[i] = new(picture.Width, picture.Height, picture.Format == PixelFormat.Gray8, IsBlank(picture), PictureDigest.Of(picture));
                channels.Add(picture);
            }

            step();
        });

    private static bool IsBlank(ImageView picture)
    {
        int bytes = picture.Format.BytesPerPixel();
        ReadOnlySpan<byte> first = picture.Row(0)[..bytes];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int at = 0; at < row.Length; at += bytes)
            {
                if (!row.Slice(at, bytes).SequenceEqual(first))
                    return false;
            }
        }

        return true;
    }

    private static PartHealth Summarise(DataPart part, IDataset data, PictureFacts[] facts, ChannelStatistics channels)
    {
        int[] readable = [.. Enumerable.Range(0, facts.Length).Where(i => facts[i].IsReadable)];
        int[] counts = new int[data.Labels.Count];
        int unlabelled = 0;
        foreach (int i in readable)
        {
            IReadOnlyList<int> labels = data.LabelsOf(i);
            unlabelled += labels.Count == 0 ? 1 : 0;
            foreach (int label in labels)
                counts[label]++;
        }

        return new PartHealth
        {
            Part = part,
            Pictures = readable.Length,
            Unlabelled = unlabelled,
            Classes = [.. counts.Select((count, i) => new ClassCount(data.Labels[i], count))],
            Sizes = [.. readable.GroupBy(i => (facts[i].Width, facts[i].Height)).Select(group => new PictureSize(group.Key.Width, group.Key.Height, group.Count()))
                .OrderByDescending(size => size.Pictures).ThenBy(size => size.Width).ThenBy(size => size.Height)],
            Grey = readable.Count(i => facts[i].IsGrey),
            Blank = [.. readable.Where(i => facts[i].IsBlank).Select(data.NameOf)],
            Unreadable = data.Unreadable,
            Mean = channels.Pixels == 0 ? [] : channels.Mean,
            Std = channels.Pixels == 0 ? [] : channels.Std,
        };
    }

    private static List<Duplicate> FindDuplicates(IReadOnlyList<(DataPart Part, IDataset Data)> parts, PictureFacts[][] facts)
    {
        var places = new Dictionary<PictureDigest, List<(int Part, int Index)>>();
        List<List<(int Part, int Index)>> groups = [];
        for (int p = 0; p < parts.Count; p++)
        {
            for (int i = 0; i < facts[p].Length; i++)
            {
                if (!facts[p][i].IsReadable)
                    continue;
                if (!places.TryGetValue(facts[p][i].Digest, out List<(int Part, int Index)>? same))
                    places[facts[p][i].Digest] = same = new(1);
                same.Add((p, i));
                if (same.Count == 2)
                    groups.Add(same);
            }
        }

        return [.. groups.Select(group => new Duplicate([.. group.Select(place => Copy(parts[place.Part], place.Index))]))];
    }

    private static PictureCopy Copy((DataPart Part, IDataset Data) part, int index) =>
        new(part.Part, index, part.Data.NameOf(index), string.Join('|', part.Data.LabelsOf(index).Select(label => part.Data.Labels[label])));
}
