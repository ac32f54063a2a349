using System.Security.Cryptography;
using EdgeCnn.Bundles.Interop;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>Reads files back and compares them with what they must be.</summary>
internal static class SlotVerifier
{
    /// <summary>Verifies a slot.</summary>
    /// <exception cref="EdgeCnnException">A file is missing or another (<see cref="ExitCode.CheckFailed"/>).</exception>
    public static SlotManifest Verify(SlotLayout layout, string slot)
    {
        string folder = layout.Folder(slot);
        SlotManifest manifest = SlotManifest.Read(folder);
        if (!SlotLayout.IsNameOf(slot, manifest.ContentSha256))
            throw new EdgeCnnException($"{folder}: its content has the hash {manifest.ContentSha256}, which is not the one in its name. Install the bundle again.", ExitCode.CheckFailed);
        Verify(folder, manifest.Files);
        return manifest;
    }

    /// <summary>Verifies files of a folder.</summary>
    /// <inheritdoc cref="Verify(SlotLayout, string)"/>
    public static void Verify(string folder, IEnumerable<SlotFile> files)
    {
        foreach (SlotFile file in files)
        {
            string path = Path.Combine(folder, file.Path);
            try
            {
                var info = new FileInfo(path);
                if (info.LinkTarget is not null)
                    throw new EdgeCnnException($"{path}: a link, where a slot holds plain files only. Install the bundle again.", ExitCode.CheckFailed);
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                // Memory still holds what was written; what is on the disk is the question.
                Libc.Forget(stream.SafeFileHandle);
                string hash = stream.Length == file.Bytes ? Convert.ToHexStringLower(SHA256.HashData(stream)) : "";
                if (hash != file.Sha256)
                    throw new EdgeCnnException($"{path}: expected {file.Bytes} bytes with SHA-256 {file.Sha256}, got {stream.Length} bytes{(hash.Length == 0 ? "" : $" with {hash}")}. Install the bundle again; if it happens again, the card is failing.", ExitCode.CheckFailed);
                if (file.Executable && (info.UnixFileMode & UnixFileMode.UserExecute) == 0)
                    throw new EdgeCnnException($"{path}: may not be executed. Install the bundle again.", ExitCode.CheckFailed);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new EdgeCnnException($"{path}: cannot be read back: {error.Message.ReplaceLineEndings(" ")} Install the bundle again; if it happens again, the card is failing.", ExitCode.CheckFailed, error);
            }
        }
    }
}
