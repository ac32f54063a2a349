#:property PublishAot=false

// Runs ONNX's own tests and whole models with the built edgecnn, by the best kernels and by the portable ones, and holds each
// suite to the share of it that must pass: dotnet build -c Release src/EdgeCnn.Cli && dotnet run tools/conformance/suites.cs -- ../shared/data
using System.Diagnostics;
using System.Text.Json;

if (args.Length != 1 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: dotnet run tools/conformance/suites.cs -- DATA_DIR (that of onnx-node, onnx-light, onnx-model-tests and others)");
    return 2;
}

string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var checks = new Checks();
foreach (string? kernels in (string?[])[null, "portable"])
{
    var program = new Conformance(Path.Combine(here, "../../src/EdgeCnn.Cli/bin/Release/net10.0/edgecnn.dll"), args[0], kernels);

    // ONNX's tests of single operators: the core tier is what networks of pictures are made of.
    Suite node = program.Run("onnx-node");
    checks.NoneFailed(node);
    string[][] index = [.. File.ReadLines(Path.Combine(args[0], node.Name, "INDEX.tsv")).Skip(1).Select(line => line.Split('\t'))];
    checks.Hold($"{node.Title}: a result for each test of INDEX.tsv", index.Select(row => row[0]).ToHashSet().SetEquals(node.Tests.Select(test => test.Name)), $"{node.Tests.Length} results, {index.Length} tests");
    HashSet<string> core = [.. index.Where(row => row[1] == "core").Select(row => row[0])];
    checks.Share($"{node.Title}, core tier", [.. node.Tests.Where(test => core.Contains(test.Name))], 0.98);
    checks.Share(node.Title, node.Tests, 0.90);

    Suite[] further = [.. new[] { "onnx-node-pytorch-converted", "onnx-node-pytorch-operator", "onnx-node-simple", "onnx-light" }.Select(program.Run)];
    foreach (Suite suite in further)
        checks.NoneFailed(suite);
    checks.Share($"the four suites together, {further[0].Kernels}", [.. further.SelectMany(suite => suite.Tests)], 0.95);

    // Trained models: integers are compared exactly, but a softmax behind them is one of floats.
    foreach (Suite suite in new[] { "onnx-model-tests", "perf-models" }.Select(program.Run))
    {
        checks.NoneFailed(suite);
        checks.Share(suite.Title, suite.Tests, 1);
        Test[] far = [.. suite.Tests.Where(test => !(test.MaxAbsErr <= (test.Name.Contains("_int8", StringComparison.Ordinal) ? 1e-7 : 1e-4 * test.OutputRange)))];
        checks.Hold($"{suite.Title}: within 1e-4 of the output's range, int8 within 1e-7", far.Length == 0, string.Join(", ", far.Select(test => $"{test.Name}: {test.MaxAbsErr:E1} of {test.OutputRange:G3}")));
    }
}

return checks.End();

/// <summary>What became of one test.</summary>
internal sealed record Test(string Name, string Result, string? Reason, double MaxAbsErr, double OutputRange);

/// <summary>A folder's tests, and the kernels that were asked for.</summary>
internal sealed record Suite(string Name, string Kernels, Test[] Tests)
{
    public string Title => $"{Name}, {Kernels}";

    public int Count(string result) => Tests.Count(test => test.Result == result);
}

/// <summary>Runs the program and prints a line for each suite.</summary>
internal sealed class Conformance(string program, string data, string? kernels)
{
    /// <summary>All tests of a folder.</summary>
    /// <exception cref="InvalidOperationException">The program said something else than what became of the tests.</exception>
    public Suite Run(string name)
    {
        long began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", [program, "conformance", Path.Combine(data, name), "--json", .. kernels is null ? Array.Empty<string>() : ["--kernels", kernels]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // 5 says that a test failed, which is counted here; any other code is a run that did not end as it should.
        if (process.ExitCode is not (0 or 5))
            throw new InvalidOperationException($"edgecnn conformance {name} ended with {process.ExitCode}: {errors.Result.Trim()}");
        using JsonDocument document = JsonDocument.Parse(output);
        Test[] tests = [.. document.RootElement.GetProperty("tests").EnumerateArray().Select(test => new Test(
            test.GetProperty("name").GetString()!,
            test.GetProperty("result").GetString()!,
            test.GetProperty("reason").GetString(),
            test.GetProperty("max_abs_err").GetDouble(),
            test.GetProperty("output_range").GetDouble()))];
        var suite = new Suite(name, kernels ?? "best kernels", tests);
        Console.WriteLine($"{suite.Title}: {suite.Count("passed")} passed, {suite.Count("failed")} failed, {suite.Count("unsupported")} unsupported ({Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s)");
        return suite;
    }
}

/// <summary>Counts what holds, and prints what does not.</summary>
internal sealed class Checks
{
    private int passed;
    private int failed;

    public void NoneFailed(Suite suite) =>
        Hold($"{suite.Title}: none fails", suite.Count("failed") == 0, string.Join("\n      ", suite.Tests.Where(test => test.Result == "failed").Select(test => $"{test.Name}: {test.Reason}")));

    public void Share(string title, Test[] tests, double share)
    {
        Test[] missing = [.. tests.Where(test => test.Result != "passed")];
        string counts = $"{tests.Length - missing.Length} of {tests.Length} pass";
        Hold($"{title}: at least {share:P0} pass", tests.Length > 0 && tests.Length - missing.Length >= share * tests.Length, $"{counts}; not {string.Join(", ", missing.Select(test => test.Name))}");
    }

    public void Hold(string what, bool holds, string otherwise)
    {
        if (holds)
        {
            passed++;
            return;
        }

        failed++;
        Console.WriteLine($"FAIL  {what}: {otherwise}");
    }

    public int End()
    {
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
