using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EdgeCnn.Benchmarks;

// In this process: kernels choose their instructions from the processor alone, and nothing must be built beside the benches.
IConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(new GmacsColumn(), StatisticColumn.Min);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(GmacsColumn).Assembly).Run(args, config);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 5 : 0;
