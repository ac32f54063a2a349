using System.Buffers.Binary;
using System.Formats.Tar;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>A published agent, ready to be sent.</summary>
internal sealed class AgentPackage
{
    private readonly AgentFolder folder;

    /// <summary>Looks at a published agent.</summary>
    /// <exception cref="EdgeCnnException">The folder holds none.</exception>
    public AgentPackage(string path)
    {
        folder = new AgentFolder(path);
        Sha256 = folder.Sha256();
        Machine = MachineOf(Path.Combine(path, "edgecnn-agent"));
    }

    /// <summary>The hash over its files, as a slot tells it.</summary>
    public string Sha256 { get; }

    /// <summary>Bytes of its files.</summary>
    public long Bytes => folder.Bytes;

    /// <summary>The processor it is for, as <c>uname -m</c> names it; null where the program does not say.</summary>
    public string? Machine { get; }

    /// <summary>Writes the archive that <see cref="AgentTar"/> and every tar read.</summary>
    /// <exception cref="EdgeCnnException">A file cannot be read.</exception>
    public void WriteTar(Stream to)
    {
        using var tar = new TarWriter(to, TarEntryFormat.Ustar, leaveOpen: true);
        const UnixFileMode plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        foreach (AgentFile file in folder.Read())
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path)
            {
                DataStream = file.Content,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = file.Executable ? plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : plain,
            });
        }
    }

    // Source: System V ABI, ELF header: e_machine at offset 18.
    private static string? MachineOf(string program)
    {
        byte[] header = new byte[20];
        try
        {
            using FileStream file = File.OpenRead(program);
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan().StartsWith("\u007fELF"u8))
                return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(program, error);
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18)) switch { 183 => "aarch64", 62 => "x86_64", 40 => "armv7l", var other => $"ELF machine {other}" };
    }
}
