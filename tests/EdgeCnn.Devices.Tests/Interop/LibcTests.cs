using EdgeCnn.Devices.Interop;

namespace EdgeCnn.Devices.Tests.Interop;

public sealed class LibcTests
{
    // TCGETS; the emulator that stands for a board knows no camera's request.
    private const uint TerminalAttributes = 0x5401;
    private const int NotTerminal = 25, NoEntry = 2, BadHandle = 9, NotPoll = 0x20;

    [Fact]
    public void Calls_OnAFile_AnswerAsTheKernelDoes()
    {
        using TemporaryFolder folder = new();
        folder.Text("a.bin", "hello");
        Libc libc = Libc.Instance;
        Assert.Equal(-NoEntry, libc.Open(Path.Combine(folder.Path, "none")));
        int handle = libc.Open(Path.Combine(folder.Path, "a.bin"));
        Assert.True(handle >= 0);
        byte[] bytes = new byte[8];
        Assert.Equal(5, libc.Read(handle, bytes));
        Assert.Equal("hello"u8, bytes.AsSpan(0, 5));
        Assert.Equal(0, libc.Read(handle, bytes));
        Assert.Equal(-NotTerminal, libc.Ioctl(handle, TerminalAttributes, new byte[104]));
        Assert.Equal(0, libc.Map(handle, 0, 5, out nint address));
        Assert.Equal("hello"u8, MappedMemory.Span(address, 5));
        Assert.Equal(0, libc.Unmap(address, 5));
        PollEntry[] entries = [new(handle), new(-1)];
        Assert.Equal(1, libc.Poll(entries, 1000));
        Assert.Equal((PollEntry.In, (short)0), (entries[0].Returned, entries[1].Returned));
        Assert.Equal(0, libc.Close(handle));
        Assert.Equal(-BadHandle, libc.Read(handle + 1000, bytes));
        entries = [new(handle + 1000)];
        Assert.Equal(1, libc.Poll(entries, 1000));
        Assert.Equal(NotPoll, entries[0].Returned);
    }

    [Fact]
    public void Errno_Text_NamesTheError() => Assert.Contains("(errno 16)", Errno.Text(Errno.Busy), StringComparison.Ordinal);
}
