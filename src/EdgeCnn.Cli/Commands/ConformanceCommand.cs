using System.CommandLine;
using EdgeCnn.Cli.Conformance;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn conformance</c>: runs folders of ONNX tests.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A test folder (model.onnx, test_data_set_k/{input,output}_i.pb), or a folder of such, or of X.onnx beside X_output_0.pb." };
        var filter = new Option<string?>("--filter") { Description = "Only tests whose names contain this.", HelpName = "TEXT" };
        var rtol = new Option<double>("--rtol") { Description = "Allowed error relative to the expected value.", HelpName = "R", DefaultValueFactory = _ => 1e-3 };
        var atol = new Option<double>("--atol") { Description = "Allowed error beside it.", HelpName = "A", DefaultValueFactory = _ => 1e-5 };
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("conformance", "Runs ONNX tests and compares results; integers must be equal.", "edgecnn conformance onnx/backend/test/data/node --filter conv")
            .With(folder, filter, rtol, atol, kernels, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(parsed.GetRequiredValue(folder), parsed.GetValue(filter), new ConformanceRun(parsed.GetValue(kernels), new Tolerance(parsed.GetValue(rtol), parsed.GetValue(atol))), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string folder, string? filter, ConformanceRun run, CommandOutput output, CancellationToken cancellation)
    {
        IReadOnlyList<ConformanceTest> tests = ConformanceTest.Find(folder, filter);
        var cases = new List<ConformanceCase>();
        output.Progress("conformance", tests.Count, show =>
        {
            foreach (ConformanceTest test in tests)
            {
                cancellation.ThrowIfCancellationRequested();
                cases.Add(run.Run(test));
                show(cases.Count, cases[^1].Name);
            }
        });
        int Count(string result) => cases.Count(test => test.Result == result);
        string counts = $"{Count("passed")} passed, {Count("failed")} failed, {Count("unsupported")} unsupported";
        output.Result(
            new { passed = Count("passed"), failed = Count("failed"), unsupported = Count("unsupported"), tests = cases },
            string.Concat(cases.Select(test => $"{test.Result,-12}{test.Name}{(test.Reason is null ? "" : $": {test.Reason}")}\n")) + counts);
        return (int)(Count("failed") == 0 ? ExitCode.Ok : ExitCode.CheckFailed);
    }
}
