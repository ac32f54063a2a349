using EdgeCnn.Devices.Camera;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class ErrorTailTests
{
    [Fact]
    public void ToString_KeepsTheLastThreeLines()
    {
        ErrorTail tail = new();
        Assert.Equal("", tail.ToString());
        tail.Add("one\ntwo\r\nth"u8);
        tail.Add("ree\n\n\u001b[31mfour\n"u8);
        Assert.Equal("two | three | [31mfour", tail.ToString());
    }

    [Fact]
    public void Add_WithoutEnd_StaysSmall()
    {
        ErrorTail tail = new();
        for (int i = 0; i < 100; i++)
            tail.Add(Enumerable.Repeat((byte)'x', 1000 + i).ToArray());
        tail.Add(new byte[5000]);
        tail.Add("end"u8);
        Assert.Equal("end", tail.ToString());
    }
}
