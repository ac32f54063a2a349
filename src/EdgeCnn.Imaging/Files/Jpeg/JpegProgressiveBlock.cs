namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Decodes the blocks of progressive scans into coefficients in zig-zag order. Source: ITU T.81 G.1.2, G.2.</summary>
/// <param name="First">The first coefficient of the band.</param>
/// <param name="Last">The last coefficient of the band.</param>
/// <param name="IsRefinement">Whether the scan adds one bit to what scans before have sent.</param>
/// <param name="Shift">The place of the lowest bit that the scan sends.</param>
internal readonly record struct JpegProgressiveBlock(int First, int Last, bool IsRefinement, int Shift)
{
    /// <summary>Decodes one block's part.</summary>
    /// <param name="reader">The scan's bits.</param>
    /// <param name="component">Its tables and its predictor, which is moved on.</param>
    /// <param name="block">64 coefficients.</param>
    /// <param name="bandsToSkip">The blocks, this one among them, that have no further new coefficient in this band.</param>
    /// <exception cref="PictureFormatException">A code of no symbol, or a run past the end of the band.</exception>
    public void Decode(ref JpegBitReader reader, JpegComponent component, Span<short> block, ref int bandsToSkip)
    {
        if (First == 0)
            DecodeDc(ref reader, component, ref block[0]);
        else if (IsRefinement)
            RefineAc(ref reader, component.Ac!, block, ref bandsToSkip);
        else if (bandsToSkip > 0)
            bandsToSkip--;
        else
            DecodeAc(ref reader, component.Ac!, block, ref bandsToSkip);
    }

    private void DecodeDc(ref JpegBitReader reader, JpegComponent component, ref short coefficient)
    {
        reader.Fill();
        if (IsRefinement)
        {
            coefficient |= (short)(reader.Take(1) << Shift);
            return;
        }

        int category = reader.TakeSymbol(component.Dc!);
        if (category > 0)
            component.Predictor += reader.TakeValue(category);
        coefficient = (short)(component.Predictor << Shift);
    }

    private void DecodeAc(ref JpegBitReader reader, JpegHuffmanTable table, Span<short> block, ref int bandsToSkip)
    {
        for (int k = First; k <= Last; k++)
        {
            reader.Fill();
            int symbol = reader.TakeSymbol(table), run = symbol >> 4, category = symbol & 0xF;
            if (category == 0 && run < 15)
            {
                bandsToSkip = (1 << run) - 1 + reader.Take(run);
                return;
            }

            k += run;
            if (category == 0)
                continue;
            if (k > Last)
                RequireOverrun(ref reader);
            block[Math.Min(k, 63)] = (short)(reader.TakeValue(category) << Shift);
        }
    }

    private void RefineAc(ref JpegBitReader reader, JpegHuffmanTable table, Span<short> block, ref int bandsToSkip)
    {
        int k = First;
        while (bandsToSkip == 0 && k <= Last)
        {
            reader.Fill();
            int symbol = reader.TakeSymbol(table), run = symbol >> 4, value = 0;
            if ((symbol & 0xF) == 0 && run < 15)
            {
                bandsToSkip = (1 << run) + reader.Take(run);
                break;
            }

            if ((symbol & 0xF) > 0)
                value = (reader.Take(1) == 0 ? -1 : 1) << Shift;
            k = RefineRun(ref reader, block, k, run);
            if (k > Last && value != 0)
                RequireOverrun(ref reader);
            if (value != 0)
                block[Math.Min(k, 63)] = (short)value;
            k++;
        }

        if (bandsToSkip > 0)
        {
            RefineRun(ref reader, block, k, 64);
            bandsToSkip--;
        }
    }

    // What is decoded from the zeros behind the end of the data may lie past the band, even past the block, where others take it for
    // the last coefficient; whether that end is an error, the scan decides.
    private static void RequireOverrun(ref JpegBitReader reader)
    {
        if (!reader.IsOverrun)
            throw reader.Error("the coded data holds a run of zeros past the end of a band");
    }

    /// <summary>Adds a bit to each coefficient that is not 0 and goes past <paramref name="zeros"/> that are.</summary>
    /// <returns>The place of the next 0, or the one behind the band.</returns>
    private int RefineRun(ref JpegBitReader reader, Span<short> block, int k, int zeros)
    {
        for (; k <= Last; k++)
        {
            short coefficient = block[k];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                    break;
                continue;
            }

            reader.Fill();
            int bit = reader.Take(1) << Shift;
            if ((coefficient & bit) == 0)
                block[k] = (short)(coefficient + (coefficient < 0 ? -bit : bit));
        }

        return k;
    }
}
