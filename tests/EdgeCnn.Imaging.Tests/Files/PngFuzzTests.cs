using System.Buffers.Binary;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>PNG files from anybody: whatever the bytes are, they are refused with the offset, or a picture comes out that the head has announced.</summary>
public sealed class PngFuzzTests
{
    private static byte[][] Seeds =>
    [
        .. from type in (int[])[0, 2, 3, 4, 6]
           from depth in (int[])[1, 2, 4, 8, 16]
           where depth >= 8 || type is 0 or 3
           where depth < 16 || type != 3
           from interlace in (int[])[0, 1]
           from transparent in (bool[])[false, true]
           select PngKinds.Make(19, 11, depth, type, interlace, transparent, depth),
    ];

    [Fact]
    public void Read_Mutants_AreRefusedOrDecoded() =>
        new FuzzRun("png", Read, (error, length) => error is PictureFormatException format && format.Offset >= 0 && format.Offset <= length && format.ExitCode == ExitCode.BadData)
            .Run(Seeds, Mutate);

    private static void Read(byte[] file)
    {
        Image picture = PngReader.Read(file, "mutant.png");
        Assert.Equal(new PictureInfo(picture.Width, picture.Height, picture.Format), PictureFile.ReadInfo(file, "mutant.png"));
    }

    // In most cases the sums of the chunks are put right, and in some the data is compressed anew, so that a change reaches the layers below.
    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        if (random.Next(4) == 0)
            return ByteMutator.Mutate(random, file, other);
        PngBuilder builder = new();
        for (int at = 8; at < file.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = string.Concat(file[(at + 4)..(at + 8)].Select(letter => (char)letter));
            byte[] data = file[(at + 8)..(at + 8 + length)];
            if (data.Length > 0 && random.Next(type == "IDAT" ? 2 : 3) == 0)
            {
                int place = random.Next(data.Length);
                data = random.Next(4) switch
                {
                    0 => data[..place],
                    1 when type == "IDAT" => PngBuilder.Compress(ByteMutator.Mutate(random, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 900)).ToArray(), data)),
                    _ => [.. data[..place], (byte)(random.Next(2) == 0 ? random.Next(256) : data[place] ^ (1 << random.Next(8))), .. data[(place + 1)..]],
                };
            }

            if (random.Next(20) > 0)
                builder.Chunk(type, data);
        }

        return builder.Bytes;
    }
}
