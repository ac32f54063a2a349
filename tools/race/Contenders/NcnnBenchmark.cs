using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeCnn.Tools.Race.Models;

namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>ncnn's own benchmark program, which makes its weights itself and prints hundredths of milliseconds.</summary>
/// <param name="program">benchncnn.</param>
internal sealed partial class NcnnBenchmark(string program)
{
    // Networks that ncnn's benchmark folder has under names of its own.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["mobilenetv2_224_fp32"] = "mobilenet_v2",
        ["squeezenet11_224_fp32"] = "squeezenet",
        ["squeezenet11_224_int8"] = "squeezenet_int8",
        ["resnet18_224_fp32"] = "resnet18",
        ["resnet18_224_int8"] = "resnet18_int8",
    };

    private readonly Dictionary<(string Model, int Threads), int> loops = [];

    /// <summary>Microseconds of a run, the mean over one round; nothing for a model that ncnn does not have.</summary>
    /// <exception cref="RaceException">The program does not do what it should.</exception>
    public IEnumerable<double> Round(RaceModel model, int threads)
    {
        string folder = Path.GetDirectoryName(program)!;
        string? parameters = ((string?[])[model.Name, Names.GetValueOrDefault(model.Name)]).FirstOrDefault(name => name is not null && File.Exists(Path.Combine(folder, $"{name}.param")));
        if (parameters is null || model.PictureSize is not { } size)
            return [];
        var key = (model.Name, threads);
        if (!loops.ContainsKey(key))
            loops[key] = (int)Math.Clamp(40_000 / Math.Max(Measure(folder, parameters, size, threads, 4), 1), 1, 1000);
        return [Measure(folder, parameters, size, threads, loops[key])];
    }

    // Arguments: loops, threads, power save, graphics card, pause between models, then key=value.
    private double Measure(string folder, string parameters, (int Width, int Height, int Channels) size, int threads, int count)
    {
        string[] args = [$"{count}", $"{threads}", "0", "-1", "0", $"param={parameters}.param", $"shape=[{size.Width},{size.Height},{size.Channels}]"];
        using Process process = Process.Start(new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string text = process.StandardError.ReadToEnd() + output.Result;
        process.WaitForExit();
        Match average = Average().Match(text);
        return process.ExitCode == 0 && average.Success
            ? 1000 * double.Parse(average.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new RaceException($"{program} {string.Join(' ', args)} ended with {process.ExitCode}: {text.Trim()}");
    }

    [GeneratedRegex(@"avg =\s*([0-9.]+)")]
    private static partial Regex Average();
}
