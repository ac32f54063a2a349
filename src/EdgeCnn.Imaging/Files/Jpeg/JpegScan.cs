namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Reads the scans of one picture after the other. Source: ITU T.81 A.2, B.2.3, E.2.3 to E.2.5.</summary>
internal sealed class JpegScan
{
    private const int MaxBlocksOfMcu = 10;
    private readonly JpegComponent[] components = new JpegComponent[4];
    private readonly int[] block = new int[64];
    private readonly int[] work = new int[64];
    private JpegProgressiveBlock progressive;
    private int componentCount;
    private int bandsToSkip;
    private int scans;
    private long visited;

    /// <summary>Begins a picture.</summary>
    public void Reset() => (scans, visited) = (0, 0);

    /// <summary>Reads a scan from behind its marker up to the end of its coded data.</summary>
    /// <exception cref="PictureFormatException">It is damaged, cut off or too much work.</exception>
    public void Read(ref JpegSegmentReader file, JpegPicture picture)
    {
        ReadHeader(ref file, picture);
        scans++;
        long blocks = 0;
        foreach (JpegComponent component in components.AsSpan(0, componentCount))
            blocks += componentCount == 1 ? component.BlocksAcross * component.BlocksDown : component.PaddedBlocks;
        visited += blocks;
        int leastBits = !picture.IsProgressive ? 2 : progressive.First == 0 ? 1 : 0;
        JpegLimits.RequireScan(ref file, picture, scans, blocks, visited, leastBits);
        if (scans == 1)
        {
            JpegLimits.RequireMemory(ref file, picture);
            foreach (JpegComponent component in picture.Components)
                component.Allocate(picture.IsProgressive);
        }

        JpegBitReader reader = new(file.File, file.Position, file.Source);
        Decode(ref reader, picture);
        file.Position = reader.Position;
    }

    /// <summary>Makes samples of the coefficients that the scans of a progressive picture have built up.</summary>
    public void TransformCoefficients(JpegPicture picture)
    {
        ReadOnlySpan<byte> zigZag = JpegTables.ZigZag;
        foreach (JpegComponent component in picture.Components)
        {
            for (int i = 0; i < component.PaddedBlocks; i++)
            {
                int x = i % component.PaddedAcross, y = i / component.PaddedAcross;
                if (x >= component.BlocksAcross || y >= component.BlocksDown)
                    continue;
                ReadOnlySpan<short> coefficients = component.Coefficients.AsSpan(i * 64, 64);
                int last = coefficients.LastIndexOfAnyExcept((short)0);
                block.AsSpan().Clear();
                for (int k = 0; k <= last; k++)
                    block[zigZag[k]] = coefficients[k] * component.Steps[k];
                Store(component, x, y, Math.Max(0, last));
            }
        }
    }

    private void ReadHeader(ref JpegSegmentReader file, JpegPicture picture)
    {
        int at = file.Position + 2;
        if (picture.ComponentCount == 0)
            throw file.Error(file.Position - 2, "a scan (SOS) before the frame header (SOF). The file is damaged.");
        ReadOnlySpan<byte> data = file.Segment("SOS");
        componentCount = data.IsEmpty ? 0 : data[0];
        if (componentCount is < 1 or > 4 || data.Length != 4 + (2 * componentCount))
            throw file.Error(at, $"the SOS segment has {data.Length} bytes for {componentCount} components, expected 1..4 components and 4 bytes and 2 for each. The file is damaged.");
        int blocksOfMcu = 0;
        for (int i = 0; i < componentCount; i++)
        {
            components[i] = Find(ref file, at, picture, data[1 + (2 * i)], i);
            blocksOfMcu += components[i].Horizontal * components[i].Vertical;
        }

        if (componentCount > 1 && blocksOfMcu > MaxBlocksOfMcu)
            throw file.Error(at, $"an MCU of {blocksOfMcu} blocks; at most {MaxBlocksOfMcu} are allowed. The file is damaged.");
        ReadOnlySpan<byte> end = data[^3..];
        progressive = new(end[0], end[1], end[2] >> 4 != 0, end[2] & 0xF);
        bool fits = progressive.First == 0 ? progressive.Last == 0 : progressive.First <= progressive.Last && progressive.Last < 64 && componentCount == 1;
        // A refinement sends the bit below those that were sent.
        fits &= !progressive.IsRefinement || end[2] >> 4 == progressive.Shift + 1;
        if (picture.IsProgressive && (!fits || progressive.Shift > 13))
            throw file.Error(at, $"a progressive scan of {componentCount} components, coefficients {end[0]}..{end[1]}, bits {end[2]:X2}, which JPEG does not allow. The file is damaged.");
        for (int i = 0; i < componentCount; i++)
            Prepare(ref file, at, picture, components[i], data[2 + (2 * i)]);
    }

    // Of components with equal numbers each is meant once, in order.
    private JpegComponent Find(ref JpegSegmentReader file, int at, JpegPicture picture, int id, int before)
    {
        foreach (JpegComponent component in picture.Components)
        {
            if (component.Id == id && !components.AsSpan(0, before).Contains(component))
                return component;
        }

        throw file.Error(at, $"a scan of component {id}, which the frame header does not have, or of one component twice. The file is damaged.");
    }

    private void Prepare(ref JpegSegmentReader file, int at, JpegPicture picture, JpegComponent component, int slots)
    {
        int dc = slots >> 4, ac = slots & 0xF;
        bool needsDc = !picture.IsProgressive || (progressive.First == 0 && !progressive.IsRefinement), needsAc = !picture.IsProgressive || progressive.First > 0;
        component.Dc = dc > 3 ? null : picture.Dc[dc];
        component.Ac = ac > 3 ? null : picture.Ac[ac];
        if ((needsDc && component.Dc is null) || (needsAc && component.Ac is null))
            throw file.Error(at, $"component {component.Id} uses Huffman tables {dc} and {ac}, which the file has not defined. The file is damaged.");
        if (component.Scans++ > 0)
        {
            if (!picture.IsProgressive)
                throw file.Error(at, $"component {component.Id} comes a second time in a sequential picture. The file is damaged.");
            return;
        }

        if (!picture.HasQuantization[component.QuantizationSlot])
            throw file.Error(at, $"component {component.Id} uses quantization table {component.QuantizationSlot}, which the file has not defined. The file is damaged.");
        picture.Quantization[component.QuantizationSlot].CopyTo(component.Steps, 0);
    }

    private void Decode(ref JpegBitReader reader, JpegPicture picture)
    {
        JpegComponent only = components[0];
        (int across, int down) = componentCount == 1 ? (only.BlocksAcross, only.BlocksDown) : (picture.McusAcross, picture.McusDown);
        int untilRestart = picture.RestartInterval, restarts = 0;
        Restart();
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                if (picture.RestartInterval > 0 && untilRestart-- == 0)
                {
                    reader.Restart(restarts++ & 7);
                    Restart();
                    untilRestart = picture.RestartInterval - 1;
                }

                if (componentCount == 1)
                    DecodeBlock(ref reader, picture, only, x, y);
                else
                    DecodeMcu(ref reader, picture, x, y);
                if (!reader.IsOverrun)
                    continue;
                // A scan of a progressive picture may stop early: what it would have refined stays as it is, and no part stays grey.
                if (picture.IsProgressive && reader.IsAtEndOfScan)
                    return;
                throw reader.Overrun();
            }
        }
    }

    private void Restart()
    {
        bandsToSkip = 0;
        foreach (JpegComponent component in components.AsSpan(0, componentCount))
            component.Predictor = 0;
    }

    private void DecodeMcu(ref JpegBitReader reader, JpegPicture picture, int x, int y)
    {
        foreach (JpegComponent component in components.AsSpan(0, componentCount))
        {
            for (int v = 0; v < component.Vertical; v++)
            {
                for (int h = 0; h < component.Horizontal; h++)
                    DecodeBlock(ref reader, picture, component, (x * component.Horizontal) + h, (y * component.Vertical) + v);
            }
        }
    }

    private void DecodeBlock(ref JpegBitReader reader, JpegPicture picture, JpegComponent component, int x, int y)
    {
        if (picture.IsProgressive)
        {
            progressive.Decode(ref reader, component, component.Coefficients.AsSpan(((y * component.PaddedAcross) + x) * 64, 64), ref bandsToSkip);
            return;
        }

        block.AsSpan().Clear();
        Store(component, x, y, JpegSequentialBlock.Decode(ref reader, component, block));
    }

    private void Store(JpegComponent component, int x, int y, int last) =>
        JpegInverseDct.Transform(block, last, work, component.Samples.AsSpan(((y * component.Stride) + x) * 8), component.Stride);
}
