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

    [Fact]
    public void Read_EveryKind_MatchesReference()
    {
        int kinds = 0;
        foreach ((int depth, int colourType) in from type in (int[])[0, 2, 3, 4, 6] from bits in (int[])[1, 2, 4, 8, 16] where bits >= 8 || type is 0 or 3 where bits < 16 || type != 3 select (bits, type))
        {
            foreach ((int interlace, bool transparent) in ((int, bool)[])[(0, false), (0, true), (1, false), (1, true)])
            {
                foreach ((int width, int height) in ((int, int)[])[(1, 1), (2, 5), (5, 3), (17, 9), (8, 8), (33, 1)])
                {
                    byte[] file = PngKinds.Make(width, height, depth, colourType, interlace, transparent, seed: width + depth);
                    string kind = $"{depth}-bit type {colourType} interlace {interlace} {(transparent ? "tRNS" : "")} {width}x{height}";
                    Image picture = PngReader.Read(file, kind);
                    (int w, int h, int channels, byte[] samples) = ReferencePngDecoder.Decode(file);
                    Assert.True((w, h, channels) == (picture.Width, picture.Height, picture.Format.BytesPerPixel()), kind);
                    Assert.True(samples.AsSpan().SequenceEqual(picture.Pixels), kind);
                    Assert.Equal(new PictureInfo(w, h, picture.Format), PictureFile.ReadInfo(file, kind));
                    kinds++;
                }
            }
        }

        Assert.Equal(15 * 4 * 6, kinds);
    }

    [Fact]
    public void Read_PaletteAndTransparencyByHand_GiveTheirColours()
    {
        byte[] palette = [10, 20, 30, 40, 50, 60, 70, 80, 90];
        Image indexed = PngReader.Read(new PngBuilder().Header(4, 1, depth: 2, colourType: 3).Chunk("PLTE", palette).Chunk("tRNS", [7, 0]).Rows(0, 0b_00_10_01_00).End().Bytes, "hand.png");
        Assert.Equal(PixelFormat.Rgba32, indexed.Format);
        Assert.Equal([10, 20, 30, 7, 70, 80, 90, 255, 40, 50, 60, 0, 10, 20, 30, 7], indexed.Pixels);
        Image grey = PngReader.Read(new PngBuilder().Header(2, 1, depth: 16).Chunk("tRNS", [1, 2]).Rows(0, 1, 2, 1, 3).End().Bytes, "hand.png");
        Assert.Equal([1, 1, 1, 0, 1, 1, 1, 255], grey.Pixels);
    }

    [Fact]
    public void Read_WrongPaletteOrTransparency_SaysWhatIsWrong()
    {
        Fails(new PngBuilder().Header(1, 1, colourType: 3).Rows(0, 0).End(), "without a PLTE chunk");
        Fails(new PngBuilder().Header(1, 1, colourType: 3).Chunk("PLTE", [1, 2]).Rows(0, 0).End(), "2 bytes, expected 3 for each of 1..256 colours");
        Fails(new PngBuilder().Header(1, 1, colourType: 3).Chunk("PLTE", [1, 2, 3]).Chunk("PLTE", [1, 2, 3]).Rows(0, 0).End(), "a second PLTE");
        Fails(new PngBuilder().Header(1, 2, colourType: 3).Chunk("PLTE", [1, 2, 3]).Rows(0, 0, 0, 1).End(), "row 1 has index 1, but the palette has 1 colours");
        Fails(new PngBuilder().Header(1, 1, colourType: 3).Chunk("PLTE", [1, 2, 3]).Chunk("tRNS", [1, 2]).Rows(0, 0).End(), "the tRNS chunk has 2 bytes");
        Fails(new PngBuilder().Header(1, 1, colourType: 2).Chunk("tRNS", [1, 2]).Rows(0, 1, 2, 3).End(), "the tRNS chunk has 2 bytes; a Truecolour picture");
        Fails(new PngBuilder().Header(1, 1).Chunk("tRNS", [0, 2]).Chunk("tRNS", [0, 2]).Rows(0, 1).End(), "a second tRNS");
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
        Fails(new PngBuilder().Header(1, 1).Rows(0, 1).Chunk("tRNS", [0, 1]).End(), "tRNS");
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
        Fails(new PngBuilder().Header(1, 1).Chunk("IDAT", [1, 2, 3]).End(), "zlib");
        Fails(new PngBuilder().Header(8000, 8000).Rows(0).End(), "cannot hold");
    }

    /// <summary>Camera programs append what they like, and a text's sum says nothing about pixels.</summary>
    [Fact]
    public void Read_FaultsThatPixelsDoNotDependOn_AreOverlooked()
    {
        byte[] file = new PngBuilder().Header(1, 1).Chunk("tEXt", [65, 0, 66]).Rows(0, 7).End().Raw(1, 2, 3).Bytes;
        int text = file.AsSpan().IndexOf("tEXt"u8);
        file[text + 4 + 3] ^= 1;
        Assert.Equal(7, PngReader.Read(file, "a.png").View.Row(0)[0]);
        byte[] keyed = new PngBuilder().Header(1, 1).Chunk("tRNS", [0, 1]).Rows(0, 7).End().Bytes;
        keyed[keyed.AsSpan().IndexOf("tRNS"u8) + 4 + 1] ^= 1;
        Fails(keyed, "tRNS chunk has CRC");
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
