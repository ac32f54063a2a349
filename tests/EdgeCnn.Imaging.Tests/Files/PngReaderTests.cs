using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Imaging.Tests.Files;

public sealed class PngReaderTests
{
    [Fact]
    public void Read_EachFilterTwice_GivesSamples()
    {
        // Rows of two RGB pixels; the samples were worked out by hand from W3C PNG §9.2.
        byte[] file = new PngBuilder().Header(2, 5, colourType: 2).Rows(
            0, 10, 20, 30, 40, 50, 60,
            1, 1, 2, 3, 4, 5, 6,
            2, 1, 1, 1, 255, 255, 255,
            3, 5, 5, 5, 5, 5, 5,
            4, 1, 1, 1, 1, 1, 1).End().Bytes;
        Image picture = PngReader.Read(file, "test.png");
        Assert.Equal((2, 5, PixelFormat.Rgb24), (picture.Width, picture.Height, picture.Format));
        Assert.Equal(
        [
            10, 20, 30, 40, 50, 60,
            1, 2, 3, 5, 7, 9,
            2, 3, 4, 4, 6, 8,
            6, 6, 7, 10, 11, 12,
            7, 7, 8, 11, 12, 13,
        ], picture.Pixels);
    }

    [Theory]
    [InlineData(0, PixelFormat.Gray8)]
    [InlineData(2, PixelFormat.Rgb24)]
    [InlineData(6, PixelFormat.Rgba32)]
    public void Read_RandomRowsOfAllFilters_MatchReference(int colourType, PixelFormat format)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(seed);
            int width = random.Next(1, 40), height = random.Next(1, 20);
            byte[] rows = new byte[height * (1 + width * format.BytesPerPixel())];
            random.NextBytes(rows);
            for (int y = 0; y < height; y++)
                rows[y * (rows.Length / height)] = (byte)random.Next(5);
            byte[] file = new PngBuilder().Header(width, height, colourType: colourType).Rows(rows).End().Bytes;
            Image picture = PngReader.Read(file, $"seed {seed}");
            Assert.Equal(format, picture.Format);
            Assert.Equal(ReferencePngDecoder.Decode(file).Samples, picture.Pixels);
        }
    }

    [Fact]
    public void Read_DataSplitIntoOneByteAndEmptyChunks_GivesSamples()
    {
        PngBuilder builder = new PngBuilder().Header(3, 1);
        foreach (byte value in PngBuilder.Compress([0, 7, 8, 9]))
            builder.Chunk("IDAT", []).Chunk("IDAT", [value]);
        Assert.Equal([7, 8, 9], PngReader.Read(builder.End().Bytes, "split.png").Pixels);
    }

    [Fact]
    public void Read_AncillaryChunksAndSuggestedPalette_AreSkipped()
    {
        byte[] file = new PngBuilder().Header(1, 1, colourType: 2).Chunk("gAMA", [0, 0, 177, 143]).Chunk("PLTE", [1, 2, 3])
            .Rows(0, 1, 2, 3).Chunk("tEXt", [65, 0, 66]).End().Bytes;
        Assert.Equal([1, 2, 3], PngReader.Read(file, "extra.png").Pixels);
    }

    [Theory]
    [InlineData(16, 0, 0, "16-bit Greyscale")]
    [InlineData(4, 0, 0, "4-bit Greyscale")]
    [InlineData(8, 3, 0, "8-bit IndexedColour")]
    [InlineData(8, 4, 0, "8-bit GreyscaleWithAlpha")]
    [InlineData(16, 6, 0, "16-bit TruecolourWithAlpha")]
    [InlineData(8, 2, 1, "interlaced")]
    public void Read_KindNotSupported_SaysWhatIs(int depth, int colourType, int interlace, string found)
    {
        PictureFormatException error = Fails(new PngBuilder().Header(4, 4, depth, colourType, interlace: interlace).Rows(0).End(), found);
        Assert.Contains("8-bit greyscale, RGB and RGBA", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 8, 0, 0, 0, 0, "0x1")]
    [InlineData(1, -1, 8, 0, 0, 0, 0, "1x4294967295")]
    [InlineData(9000, 9000, 8, 0, 0, 0, 0, "9000x9000")]
    [InlineData(1, 1, 3, 0, 0, 0, 0, "bit depth 3")]
    [InlineData(1, 1, 4, 2, 0, 0, 0, "bit depth 4")]
    [InlineData(1, 1, 16, 3, 0, 0, 0, "bit depth 16")]
    [InlineData(1, 1, 8, 5, 0, 0, 0, "colour type 5")]
    [InlineData(1, 1, 8, 0, 1, 0, 0, "compression method 1")]
    [InlineData(1, 1, 8, 0, 0, 1, 0, "filter method 1")]
    [InlineData(1, 1, 8, 0, 0, 0, 2, "interlace method 2")]
    public void Read_HeaderFieldOutOfRange_NamesIt(int width, int height, int depth, int colourType, int compression, int filter, int interlace, string found)
        => Fails(new PngBuilder().Header(width, height, depth, colourType, compression, filter, interlace).Rows(0, 0).End(), found);

    [Fact]
    public void Read_ChunksOutOfOrder_NamesTheChunk()
    {
        Fails(new PngBuilder().Rows(0, 1).End(), "first chunk is IDAT");
        Fails(new PngBuilder().Header(1, 1).End(), "without an IDAT");
        Fails(new PngBuilder().Header(1, 1).Header(1, 1).Rows(0, 1).End(), "IHDR");
        Fails(new PngBuilder().Header(1, 1).Rows(0, 1).Chunk("tEXt", []).Rows(0, 1).End(), "IDAT chunk after");
        Fails(new PngBuilder().Header(1, 1).Chunk("PLTE", [1, 2, 3]).Rows(0, 1).End(), "PLTE");
        Fails(new PngBuilder().Header(1, 1).Chunk("ABCD", []).Rows(0, 1).End(), "critical chunk ABCD");
        Fails(new PngBuilder().Header(1, 1).Chunk("tRNS", [0, 1]).Rows(0, 1).End(), "tRNS");
        Fails(new PngBuilder().Header(1, 1).Rows(0, 1).Chunk("IEND", [1]), "IEND");
        Fails(new PngBuilder().Header(1, 1).Rows(0, 1), "before the IEND");
    }

    [Fact]
    public void Read_WrongAmountOfData_SaysWhere()
    {
        Fails(new PngBuilder().Header(2, 2).Rows(0, 1, 2, 0, 1).End(), "row 1 of 2");
        Fails(new PngBuilder().Header(2, 2).Rows(0, 1, 2).End(), "row 1 of 2");
        Fails(new PngBuilder().Header(2, 1).Rows(0, 1, 2, 3).End(), "goes on after the last");
        Fails(new PngBuilder().Header(2, 1).Rows(5, 1, 2).End(), "filter type 5");
        Fails(new PngBuilder().Header(2, 1).Rows(0, 1, 2).End().Raw(1, 2, 3), "3 bytes follow");
        Fails(new PngBuilder().Header(1, 1).Chunk("IDAT", [1, 2, 3]).End(), "zlib");
        Fails(new PngBuilder().Header(8000, 8000).Rows(0).End(), "cannot hold");
    }

    [Fact]
    public void Read_WrongCheckSums_AreFound()
    {
        byte[] file = new PngBuilder().Header(1, 1).Rows(0, 1).End().Bytes;
        file[^1] ^= 1;
        PictureFormatException error = Fails(file, "IEND chunk has CRC");
        Assert.Equal(file.Length - 4, error.Offset);
        byte[] compressed = PngBuilder.Compress([0, 1]);
        compressed[^1] ^= 1;
        Fails(new PngBuilder().Header(1, 1).Chunk("IDAT", compressed).End(), "zlib");
    }

    [Fact]
    public void Read_SmallFileOfHugePicture_IsRefusedBeforeAllocating()
    {
        // 64 Mi RGBA pixels of zeros compress to about 260 KiB, which the deflate bound alone would let pass.
        byte[] file = new PngBuilder().Header(8192, 8192, colourType: 6).Chunk("IDAT", new byte[300_000]).End().Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, "that are allowed for a file");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    [Fact]
    public void Read_EveryTruncation_IsFormatError()
    {
        byte[] file = EncodedWaves();
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<PictureFormatException>(() => PngReader.Read(file.AsMemory(0, length), "cut.png"));
    }

    [Fact]
    public void Read_MutatedFiles_SucceedOrAreFormatErrors()
    {
        byte[] original = EncodedWaves();
        for (int seed = 0; seed < 2000; seed++)
        {
            byte[] file = Mutate(original, new Random(seed), repairChunks: seed % 2 == 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                PngReader.Read(file, "mutated.png");
            }
            catch (PictureFormatException)
            {
            }
            catch (Exception error)
            {
                Assert.Fail($"Seed {seed}: {error}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= 16L * file.Length + (64 << 20), $"Seed {seed}: {allocated} bytes allocated for a file of {file.Length}.");
        }
    }

    [Fact]
    public void Read_FileMissing_IsErrorThatNamesIt()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => PngReader.Read("no-such-file.png"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains("no-such-file.png", error.Message, StringComparison.Ordinal);
    }

    private static byte[] EncodedWaves()
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, TestPictures.Waves(31, 9, PixelFormat.Rgb24).View);
        return stream.ToArray();
    }

    /// <summary>Changes some bytes and perhaps the length; repaired chunk CRCs let the change reach the layers below.</summary>
    private static byte[] Mutate(byte[] original, Random random, bool repairChunks)
    {
        byte[] file = [.. original];
        for (int i = random.Next(1, 6); i > 0; i--)
            file[random.Next(8, file.Length)] = (byte)random.Next(256);
        if (repairChunks)
        {
            byte[] data = file[41..^16];
            return new PngBuilder().Chunk("IHDR", file[16..29]).Chunk("IDAT", data[..(data.Length / 2)]).Chunk("IDAT", data[(data.Length / 2)..]).End().Bytes;
        }
        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static PictureFormatException Fails(PngBuilder builder, string message) => Fails(builder.Bytes, message);

    private static PictureFormatException Fails(byte[] file, string message)
    {
        PictureFormatException error = Assert.Throws<PictureFormatException>(() => PngReader.Read(file, "test.png"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.StartsWith($"test.png, offset {error.Offset}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        return error;
    }
}
