using System.Security.Cryptography;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class OutputHashTests
{
    [Fact]
    public void Logits_NothingAdded_IsTheHashOfNothing()
    {
        using var hash = new OutputHash();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hash.Logits());
        Assert.Equal(hash.Logits(), hash.Probabilities());
    }

    [Fact]
    public void Add_TwoPictures_HashesAllBytesInOrder()
    {
        using var hash = new OutputHash();
        hash.Add([1, 2, 3], [0.25f]);
        _ = hash.Logits(); // asking does not end it
        hash.Add([4], [0.75f, 1f]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3, 4])), hash.Logits());
        byte[] floats = [0, 0, 0x80, 0x3E, 0, 0, 0x40, 0x3F, 0, 0, 0x80, 0x3F]; // 0.25, 0.75, 1 as little-endian float32
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(floats)), hash.Probabilities());
    }
}
