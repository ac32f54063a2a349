namespace EdgeCnn.Imaging.Tests.Files.Jpeg;

/// <summary>Codes the blocks of one scan with the codes of <see cref="JpegBuilder"/>. Source: ITU T.81 F.1.2, G.1.2.</summary>
internal sealed class JpegScanCoder(List<byte> bytes, int first, int last, int high, int low)
{
    private readonly int[] previousDc = new int[4];
    private readonly List<int> afterBands = []; // correction bits of blocks that end with a run of bands
    private int bands;
    private int pending;
    private int pendingBits;

    /// <summary>Codes one block.</summary>
    public void Code(int component, short[] block)
    {
        if (first > 0 && high > 0)
        {
            RefineAc(block);
            return;
        }

        if (first > 0)
        {
            CodeAc(block, symbolOfBands: true);
            return;
        }

        if (high > 0)
        {
            Put(block[0] >> low & 1, 1);
            return;
        }

        CodeDc(component, block[0] >> low);
        if (last == 63)
            CodeAc(block, symbolOfBands: false);
    }

    /// <summary>Ends the coded data, or a part of it before a restart marker.</summary>
    public void Align()
    {
        PutBands();
        while (pendingBits > 0)
            Put(1, 1);
        Array.Clear(previousDc);
    }

    private void CodeDc(int component, int value)
    {
        int difference = value - previousDc[component], category = Category(difference);
        previousDc[component] = value;
        Put(category, 8);
        Put(difference < 0 ? difference - 1 : difference, category);
    }

    private void CodeAc(short[] block, bool symbolOfBands)
    {
        int run = 0;
        for (int k = Math.Max(first, 1); k <= last; k++)
        {
            int value = Math.Sign(block[k]) * (Math.Abs(block[k]) >> low);
            if (value == 0)
            {
                run++;
                continue;
            }

            PutBands();
            for (; run > 15; run -= 16)
                PutSymbol(0xF0);
            PutSymbol((run << 4) | Category(value));
            Put(value < 0 ? value - 1 : value, Category(value));
            run = 0;
        }

        if (run > 0 && symbolOfBands)
            bands++;
        else if (run > 0)
            PutSymbol(0);
    }

    private void RefineAc(short[] block)
    {
        int end = Enumerable.Range(first, last - first + 1).LastOrDefault(k => Math.Abs(block[k]) >> low == 1), run = 0;
        List<int> corrections = [];
        for (int k = first; k <= last; k++)
        {
            int size = Math.Abs(block[k]) >> low;
            if (size == 0)
            {
                run++;
                continue;
            }

            for (; run > 15 && k <= end; run -= 16)
            {
                PutBands();
                PutSymbol(0xF0);
                PutAll(corrections);
            }

            if (size > 1)
            {
                corrections.Add(size & 1);
                continue;
            }

            PutBands();
            PutSymbol((run << 4) | 1);
            Put(block[k] < 0 ? 0 : 1, 1);
            PutAll(corrections);
            run = 0;
        }

        if (run == 0 && corrections.Count == 0)
            return;
        bands++;
        afterBands.AddRange(corrections);
    }

    private void PutBands()
    {
        if (bands == 0)
            return;
        int bits = Category(bands) - 1;
        PutSymbol(bits << 4);
        Put(bands, bits);
        bands = 0;
        PutAll(afterBands);
    }

    private void PutAll(List<int> bits)
    {
        bits.ForEach(bit => Put(bit, 1));
        bits.Clear();
    }

    private void PutSymbol(int symbol) => Put(symbol == 255 ? 510 : symbol, symbol == 255 ? 9 : 8);

    private void Put(int value, int bits)
    {
        for (int bit = bits - 1; bit >= 0; bit--)
        {
            pending = (pending << 1) | (value >> bit & 1);
            if (++pendingBits < 8)
                continue;
            bytes.Add((byte)pending);
            if ((byte)pending == 0xFF)
                bytes.Add(0);
            (pending, pendingBits) = (0, 0);
        }
    }

    private static int Category(int value) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(value));
}
