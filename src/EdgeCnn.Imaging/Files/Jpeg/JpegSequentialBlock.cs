namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>Decodes the blocks of baseline and extended sequential scans. Source: ITU T.81 F.2.2.1, F.2.2.2.</summary>
internal static class JpegSequentialBlock
{
    /// <summary>Decodes and dequantizes one block.</summary>
    /// <param name="reader">The scan's bits.</param>
    /// <param name="component">Its tables and its predictor, which is moved on.</param>
    /// <param name="block">[8, 8] row by row; zeros before.</param>
    /// <returns>The place of the last coefficient in the zig-zag sequence.</returns>
    /// <exception cref="PictureFormatException">A code of no symbol, or a run past the end of the block.</exception>
    public static int Decode(ref JpegBitReader reader, JpegComponent component, Span<int> block)
    {
        ReadOnlySpan<ushort> steps = component.Steps;
        ReadOnlySpan<byte> zigZag = JpegTables.ZigZag;
        JpegHuffmanTable ac = component.Ac!;
        reader.Fill();
        int category = reader.TakeSymbol(component.Dc!);
        if (category > 0)
            component.Predictor += reader.TakeValue(category);
        block[0] = (short)component.Predictor * steps[0];
        ReadOnlySpan<int> coefficients = ac.Coefficients;
        int last = 0;
        for (int k = 1; k < 64; k++)
        {
            reader.Fill();
            int value = coefficients[(int)(reader.Bits >> (64 - JpegHuffmanTable.LookAhead))];
            if (value != 0)
            {
                reader.Skip(value & 0xFF);
                k += (value >> 8) & 0xFF;
                value >>= 16;
                if (value == 0)
                {
                    // The end of the block moves k past it, 16 zeros to the next coefficient.
                    k--;
                    continue;
                }
            }
            else
            {
                int symbol = reader.TakeSymbol(ac), run = symbol >> 4;
                category = symbol & 0xF;
                if (category == 0 && run < 15)
                    break;
                k += run;
                if (category == 0)
                    continue;
                value = reader.TakeValue(category);
            }

            if (k > 63)
                throw reader.Error("the coded data holds a run of zeros past the end of a block");
            block[zigZag[k]] = value * steps[k];
            last = k;
        }

        return last;
    }
}
