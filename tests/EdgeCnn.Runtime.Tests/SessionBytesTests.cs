using System.Runtime.InteropServices;

namespace EdgeCnn.Runtime.Tests;

public sealed class SessionBytesTests
{
    [Fact]
    public void Bytes_FloatModel_GiveWhatTypedSpansGive()
    {
        var session = InferenceSession.Create(Networks.Float(1));
        float[] input = [.. Enumerable.Range(0, session.Inputs[0].Shape.Elements).Select(i => i / 100f)], expected = new float[4];
        session.Run<float, float>(input, expected);
        byte[] got = new byte[16];
        session.SetInputBytes(0, MemoryMarshal.AsBytes(input.AsSpan()));
        session.Run();
        session.CopyOutputBytes(0, got);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(got).ToArray());
    }

    [Fact]
    public void Bytes_Int8Model_GiveWhatTypedSpansGive()
    {
        var session = InferenceSession.Create(Networks.Int8(2));
        byte[] input = Networks.RandomCodes(3, session.Inputs[0].Shape.Elements), expected = new byte[4], got = new byte[4];
        session.Run<byte, byte>(input, expected);
        session.SetInputBytes(0, input);
        session.Run();
        session.CopyOutputBytes(0, got);
        Assert.Equal(expected, got);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(3)]
    public void Bytes_OtherLength_Throws(int more)
    {
        var session = InferenceSession.Create(Networks.Float(1));
        Assert.Throws<ArgumentException>(() => session.SetInputBytes(0, new byte[session.Inputs[0].SizeBytes + more]));
        Assert.Throws<ArgumentException>(() => session.CopyOutputBytes(0, new byte[session.Outputs[0].SizeBytes + more]));
    }
}
