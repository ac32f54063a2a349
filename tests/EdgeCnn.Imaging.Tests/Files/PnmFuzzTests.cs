using System.Text;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Imaging.Tests.Files;

/// <summary>PNM files from anybody: whatever the bytes are, they are refused with the offset, or a picture comes out that the head has announced.</summary>
public sealed class PnmFuzzTests
{
    private static byte[][] Seeds =>
    [
        "P1 12 3\n101010101010\n1 0 1 0 1 0 1 0 1 0 1 0\n000000111111\n"u8.ToArray(),
        "P2\n# a comment\n4 3 1000\n0 1 20 300\n1000 999 5 5\n7 7 7 7\n"u8.ToArray(),
        "P3 2 2 255\n1 2 3 4 5 6\n250 251 252 253 254 255\n"u8.ToArray(),
        [.. "P4 20 4\n"u8, .. Enumerable.Range(0, 12).Select(i => (byte)(i * 21))],
        [.. "P5\n7 5\n200\n"u8, .. Enumerable.Range(0, 35).Select(i => (byte)(i * 5))],
        [.. "P5 3 3 65535\n"u8, .. Enumerable.Range(0, 18).Select(i => (byte)(i * 13))],
        [.. "P6 5 4 255\n"u8, .. Enumerable.Range(0, 60).Select(i => (byte)(i * 4))],
    ];

    [Fact]
    public void Read_Mutants_AreRefusedOrDecoded() =>
        new FuzzRun("pnm", Read, (error, length) => error is PictureFormatException format && format.Offset >= 0 && format.Offset <= length && format.ExitCode == ExitCode.BadData)
            .Run(Seeds, Mutate);

    private static void Read(byte[] file)
    {
        Image picture = PnmReader.Read(file, "mutant.pnm");
        Assert.Equal(new PictureInfo(picture.Width, picture.Height, picture.Format), PictureFile.ReadInfo(file, "mutant.pnm"));
    }

    // In half of the cases a character of the text changes into another one of a text.
    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        if (random.Next(2) == 0)
            return ByteMutator.Mutate(random, file, other);
        const string Letters = "0123456789 \n#P-\t";
        StringBuilder text = new(Encoding.Latin1.GetString(file));
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(1, Math.Min(text.Length, 20));
            if (random.Next(2) == 0)
                text[at] = Letters[random.Next(Letters.Length)];
            else
                text.Insert(at, Letters[random.Next(Letters.Length)]);
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
