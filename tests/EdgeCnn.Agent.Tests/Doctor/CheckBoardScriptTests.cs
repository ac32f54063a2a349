using System.Diagnostics;
using System.Text;

namespace EdgeCnn.Agent.Tests.Doctor;

/// <summary>deploy/check-board.sh, on the files of boards that are not here.</summary>
public sealed class CheckBoardScriptTests : IDisposable
{
    private readonly TestFolder folder = new();

    public CheckBoardScriptTests()
    {
        Board("Raspberry Pi 4 Model B Rev 1.4");
        Shell(elfClass: 2);
        Libc("2.36");
        folder.Put("run/systemd/system/x", []);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_GoodBoard_HasNothingToFix()
    {
        var (code, text) = Run();
        Assert.Equal(0, code);
        Assert.Equal(["board", "userland", "libc", "disk", "systemd"], text.Split('\n').Where(line => line.StartsWith("ok    ", StringComparison.Ordinal)).Select(line => line[6..].Split(':')[0]));
        Assert.EndsWith("nothing to fix\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Raspberry Pi Zero W Rev 1.1")]
    [InlineData("Raspberry Pi Model B Plus Rev 1.2")]
    [InlineData("Raspberry Pi Compute Module Rev 1.0")]
    public void Run_BoardWithArmV6_IsNamed(string board)
    {
        Board(board);
        Assert.Contains($"FIX   board: {board} has an ARMv6 processor", Fails(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Raspberry Pi Zero 2 W Rev 1.0")]
    [InlineData("Raspberry Pi 3 Model B Plus Rev 1.3")]
    [InlineData("Raspberry Pi Compute Module 4 Rev 1.0")]
    public void Run_BoardOf64Bits_IsFine(string board)
    {
        Board(board);
        Assert.Equal(0, Run().Code);
    }

    [Theory]
    [InlineData("0xb76", "ARMv6")]
    [InlineData("0xc07", "ARMv7")]
    public void Run_BoardThatOnlyItsProcessorNames_IsFoundToo(string part, string what)
    {
        File.Delete(Path.Combine(folder.Root, "proc/device-tree/model"));
        folder.Put("proc/cpuinfo", Encoding.ASCII.GetBytes($"processor\t: 0\nCPU part\t: {part}\n\nModel\t\t: Board 1\n"));
        Assert.Contains($"FIX   board: Board 1 has an {what} processor", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UserlandOf32Bits_IsFoundWhateverTheKernelIs()
    {
        Shell(elfClass: 1);
        Assert.Contains("FIX   userland: the system's programs are of 32 bits", Fails(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.31", 4)]
    [InlineData("2.34", 0)]
    [InlineData("3.1", 0)]
    public void Run_CLibrary_IsNewEnoughOrNot(string version, int code)
    {
        Libc(version);
        Assert.Equal(code, Run().Code);
    }

    [Fact]
    public void Run_EmptyRoot_FindsNoCLibraryAndNoSystemd()
    {
        using var empty = new TestFolder();
        var (code, text) = Run("--root", empty.Root);
        Assert.Equal(4, code);
        Assert.Contains("FIX   libc: ", text, StringComparison.Ordinal);
        Assert.Contains("note  systemd: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--root")]
    [InlineData("--what")]
    public void Run_WrongArguments_LeavesWithTwo(string argument) => Assert.Equal(2, Run(argument).Code);

    private string Fails()
    {
        var (code, text) = Run();
        Assert.Equal(4, code);
        Assert.EndsWith("1 to fix\n", text, StringComparison.Ordinal);
        return text;
    }

    private void Board(string name) => folder.Put("proc/device-tree/model", Encoding.ASCII.GetBytes(name + "\0"));

    private void Shell(byte elfClass) => folder.Put("bin/sh", [0x7f, (byte)'E', (byte)'L', (byte)'F', elfClass, 1]);

    private void Libc(string version) => folder.Put("lib/aarch64-linux-gnu/libc.so.6", [0, 1, 0xff, .. Encoding.ASCII.GetBytes($"GNU C Library (Debian GLIBC {version}-9) stable release version {version}.\n"), 0]);

    private (int Code, string Text) Run() => Run("--root", folder.Root);

    private static (int Code, string Text) Run(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo("sh", [Path.Combine(TestData.Root!, "deploy", "check-board.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = script.StandardError.ReadToEndAsync(), text = script.StandardOutput.ReadToEndAsync();
        Assert.True(script.WaitForExit(60_000), "the script hangs");
        Assert.Equal(arguments.Length == 2 ? "" : errors.Result, errors.Result);
        return (script.ExitCode, text.Result);
    }
}
