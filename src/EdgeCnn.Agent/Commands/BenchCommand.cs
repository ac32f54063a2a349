using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent bench</c>: how long this board takes from the start to a model's first result, and for a run once it is warm.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Opens what gets warnings.</param>
/// <param name="main">The stopwatch at the program's first line.</param>
internal sealed class BenchCommand(BenchOptions options, Stream output, Func<TextWriter> error, long main)
{
    public int Run()
    {
        var times = new StartTimes(main);
        times.Begin();
        AgentModel model = AgentModel.Read(options.Model);
        times.Read();
        InferenceSession session = CheckedModel.Of(options.Kernels, error).Open(model, new SessionOptions { Threads = options.Threads });
        times.Planned();
        var inputs = new RandomInputs(model.Graph);
        byte[][] outputs = new byte[session.Outputs.Length][];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = new byte[session.Outputs[i].SizeBytes];
        RunOnce(session, inputs, outputs);
        times.First();

        long[] ticks = new long[options.Runs];
        for (int run = 0; run < ticks.Length; run++)
        {
            long start = Stopwatch.GetTimestamp();
            RunOnce(session, inputs, outputs);
            ticks[run] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        Write(session, times, At(ticks, 0), At(ticks, 0.5), At(ticks, 0.95));
        return (int)ExitCode.Ok;
    }

    private static void RunOnce(InferenceSession session, RandomInputs inputs, byte[][] outputs)
    {
        inputs.Give(session);
        session.Run();
        for (int i = 0; i < outputs.Length; i++)
            session.CopyOutputBytes(i, outputs[i]);
    }

    private static double At(long[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] * 1e6 / Stopwatch.Frequency, 1);

    private void Write(InferenceSession session, StartTimes times, double least, double median, double p95)
    {
        if (!options.Json)
        {
            output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{options.Model}: kernels {session.Kernels}, threads {session.Threads}\n{times}\n{options.Runs} runs: p50 {median:F1} µs, p95 {p95:F1}, best {least:F1}\n")));
            return;
        }

        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("model", options.Model);
            json.WriteString("kernels", session.Kernels);
            json.WriteNumber("threads", session.Threads);
            json.WriteNumber("runs", options.Runs);
            json.WriteNumber("min_us", least);
            json.WriteNumber("p50_us", median);
            json.WriteNumber("p95_us", p95);
            json.WriteNumber("macs", session.Graph.MultiplyAdds);
            json.WriteNumber("before_ms", times.BeforeMs);
            json.WriteNumber("read_ms", times.ReadMs);
            json.WriteNumber("plan_ms", times.PlanMs);
            json.WriteNumber("load_ms", Math.Round(times.ReadMs + times.PlanMs, 2));
            json.WriteNumber("first_run_ms", times.FirstMs);
            json.WriteNumber("main_to_first_result_ms", times.TotalMs);
            json.WriteNumber("compile_ms", times.CompileMs);
            json.WriteNumber("compiled_methods", times.CompiledMethods);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
