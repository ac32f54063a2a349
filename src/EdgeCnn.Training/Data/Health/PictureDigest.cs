using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Data.Health;

/// <summary>SHA-256 of a decoded picture: of its size, its format and its pixels, so that the same picture in a PNG and in a BMP file is found.</summary>
internal readonly record struct PictureDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Computes it; rows may have padding.</summary>
    public static PictureDigest Of(ImageView picture)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[12], digest = stackalloc byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(head, picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], picture.Height);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], (int)picture.Format);
        hash.AppendData(head);
        for (int y = 0; y < picture.Height; y++)
            hash.AppendData(picture.Row(y));
        hash.GetHashAndReset(digest);
        return new(
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(digest[24..]));
    }
}
