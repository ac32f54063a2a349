using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Training;

/// <summary>A run's state as a file.</summary>
/// <remarks>
/// Layout, little-endian: "ECNNCKPT", version, length of the header, header (JSON), then the numbers of weights, statistics, the optimizer's
/// memory and the best weights as float32 in the header's order, then the CRC-32 of all before it. Written beside and renamed, so that there is always a whole one.
/// </remarks>
internal static class Checkpoint
{
    private const int Version = 1, BufferBytes = 1 << 20;
    private static readonly byte[] Magic = "ECNNCKPT"u8.ToArray();

    /// <summary>Writes the state; <paramref name="epoch"/> is the one to go on with, <paramref name="run"/> what <see cref="Read"/> will ask for.</summary>
    public static void Write(string path, TrainingState state, int epoch, string run)
    {
        float[][] arrays = [.. Arrays(state), .. state.Best];
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(CheckpointHeader.Of(state, epoch, run, [.. arrays.Select(array => array.Length)]), CheckpointJson.Default.CheckpointHeader);
        AtomicFile.Write(path, stream =>
        {
            uint crc = 0;
            void Put(ReadOnlySpan<byte> bytes)
            {
                crc = Crc32.Compute(bytes, crc);
                stream.Write(bytes);
            }

            Span<byte> number = stackalloc byte[8];
            Put(Magic);
            BinaryPrimitives.WriteInt32LittleEndian(number, Version);
            BinaryPrimitives.WriteInt32LittleEndian(number[4..], header.Length);
            Put(number);
            Put(header);
            foreach (float[] array in arrays)
                Put(MemoryMarshal.AsBytes<float>(array));
            BinaryPrimitives.WriteUInt32LittleEndian(number, crc);
            stream.Write(number[..4]);
        });
    }

    /// <summary>Reads a state into a run of the same network and optimizer.</summary>
    /// <exception cref="EdgeCnnException">The file is damaged, or of another run, network or optimizer.</exception>
    public static void Read(string path, TrainingState state, string run)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
            Restore(path, file, state, run);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be read: {error.Message.ReplaceLineEndings(" ")} Delete it to begin anew.", ExitCode.BadData, error);
        }
    }

    private static void Restore(string path, FileStream file, TrainingState state, string run)
    {
        CheckSum(path, file);
        CheckpointHeader header = Header(path, file);
        float[][] known = [.. Arrays(state)];
        int[] lengths = [.. known.Select(array => array.Length)];
        if (run.Length > 0 && header.Run is { Length: > 0 } other && other != run)
            throw new EdgeCnnException($"{path}: is of another run: expected {run}; got {other}. Give what it was begun with, or begin anew by --restart or with another --out.", ExitCode.Usage);
        bool fits = header.Network == state.Network.Name && header.Optimizer == state.Optimizer.Name && header.Lengths.Length >= lengths.Length && header.Lengths.AsSpan(0, lengths.Length).SequenceEqual(lengths);
        int best = header.Lengths.Length - known.Length;
        if (!fits || (best != 0 && !header.Lengths.AsSpan(known.Length).SequenceEqual([.. state.Weights.Select(array => array.Length)])))
            throw new EdgeCnnException($"{path}: is of network '{header.Network}' with {header.Optimizer}, this run trains '{state.Network.Name}' with {state.Optimizer.Name}, or its layers differ. Give what it was begun with, or begin anew by --restart or with another --out.", ExitCode.BadData);
        state.Best = best == 0 ? [] : [.. state.Weights.Select(array => new float[array.Length])];
        foreach (float[] array in known.Concat(state.Best))
            file.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        header.Restore(state);
    }

    private static IEnumerable<float[]> Arrays(TrainingState state) => state.Weights.Concat(state.Optimizer.Slots.SelectMany(slots => slots));

    // Over the file in parts: one of a large network is longer than an array may be.
    private static void CheckSum(string path, FileStream file)
    {
        byte[] buffer = new byte[BufferBytes];
        uint crc = 0;
        long left = file.Length - 4;
        for (int count = 1; left > 0 && count > 0; left -= count)
        {
            count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            crc = Crc32.Compute(buffer.AsSpan(0, count), crc);
        }

        if (left != 0 || file.ReadAtLeast(buffer.AsSpan(0, 4), 4, throwOnEndOfStream: false) != 4 || crc != BinaryPrimitives.ReadUInt32LittleEndian(buffer))
            throw NotWhole(path);
        file.Position = 0;
    }

    // Leaves the file where the numbers begin.
    private static CheckpointHeader Header(string path, FileStream file)
    {
        const int start = 16;
        byte[] prefix = new byte[start];
        if (file.ReadAtLeast(prefix, start, throwOnEndOfStream: false) != start || !prefix.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw NotWhole(path);
        int version = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(8)), length = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(12));
        if (version != Version)
            throw new EdgeCnnException($"{path}: checkpoint version {version}, expected {Version}. Delete it to begin anew.", ExitCode.BadData);
        try
        {
            byte[] json = length >= 0 && length <= file.Length - start ? new byte[length] : [];
            file.ReadExactly(json);
            CheckpointHeader? header = JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointHeader);
            if (header is { IsSound: true } && start + length + (4 * header.Lengths.Sum(n => (long)n)) + 4 == file.Length)
                return header;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new EdgeCnnException($"{path}: its header does not fit its {file.Length} bytes. Delete it to begin anew.", ExitCode.BadData);
    }

    private static EdgeCnnException NotWhole(string path) => new($"{path}: is no whole checkpoint. Delete it to begin anew.", ExitCode.BadData);
}
