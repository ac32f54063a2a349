using System.Diagnostics;

namespace EdgeCnn.Tools.Report;

/// <summary>llvm-mc, for code that is known by its bytes alone.</summary>
internal static class Disassembler
{
    /// <summary>Each word as llvm-mca reads it.</summary>
    /// <exception cref="InvalidDataException">A word is no instruction.</exception>
    public static IReadOnlyDictionary<uint, string> Disassemble(IReadOnlyCollection<uint> words)
    {
        string source = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(source, words.Select(word => $"0x{word & 255:x2} 0x{word >> 8 & 255:x2} 0x{word >> 16 & 255:x2} 0x{word >> 24:x2}"));
            var start = new ProcessStartInfo("llvm-mc-19", ["--disassemble", "-triple=aarch64", $"-mattr={LlvmMca.Features}", source]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> messages = process.StandardError.ReadToEndAsync();
            string[] lines = [.. process.StandardOutput.ReadToEnd().Split('\n').Select(line => line.Replace('\t', ' ').Trim()).Where(line => line.Length > 0 && line != ".text")];
            process.WaitForExit();
            if (lines.Length != words.Count)
                throw new InvalidDataException($"llvm-mc took {words.Count} words for {lines.Length} instructions: {messages.Result.Trim()}");
            return words.Zip(lines).ToDictionary();
        }
        finally
        {
            File.Delete(source);
        }
    }
}
