using System.Diagnostics;
using System.Xml.Linq;
using EdgeCnn.Cli.Drawing;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests;

/// <summary>What the runtime promises of memory and of threads, on real models.</summary>
/// <remarks><c>EDGECNN_LONG_TESTS=true</c> runs each model a thousand times where the short form takes what two seconds allow.</remarks>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class SharedModelsTests
{
    private const int LongRounds = 1000, ShortFormSeconds = 2, ShortFormRounds = 15, Threads = 2, RunsOfAThread = 40;

    [SharedDataFact("onnx-model-tests", "perf-models")]
    public void Plan_EveryModel_StaysWithinATenthOfTheLowerBound()
    {
        foreach (var (name, session) in Sessions("onnx-model-tests", "perf-models"))
        {
            PlanSummary plan = session.Plan;
            Assert.InRange(plan.ActivationBytes, plan.ActivationLowerBound, plan.ActivationLowerBound * 11 / 10);
            // The bound itself, from the plan's own facts: what is in use while a step runs.
            Assert.True(plan.ActivationLowerBound >= plan.Steps.Max(step => step.Output.Bytes + (step.InPlace ? 0 : step.Inputs.Max(input => input.Bytes))), name);
            Assert.Equal(plan.Inputs.Length + plan.Steps.Length + plan.Outputs.Length, XDocument.Parse(PlanPicture.Draw(plan)).Descendants().Count(element => element.Name.LocalName == "g"));
        }
    }

    [SharedDataFact("onnx-model-tests")]
    public void Run_EveryModel_AllocatesNothing()
    {
        bool full = string.Equals(Environment.GetEnvironmentVariable("EDGECNN_LONG_TESTS"), "true", StringComparison.OrdinalIgnoreCase);
        foreach (var (name, session) in Sessions("onnx-model-tests"))
        {
            SetInputs(session, RandomInput(session, 1));
            session.Run();
            // The process's counter sees the test runner's heartbeat too, so rounds are single runs and one clean one proves them all; this thread's must stay still.
            // The runtime books the unused rest of a thread's allocation buffer on it when a collection takes that away: seen once in 19,864 runs.
            long least = long.MaxValue, began = Stopwatch.GetTimestamp();
            int round = 0, allocating = 0;
            for (; full ? round < LongRounds : round < ShortFormRounds || Stopwatch.GetElapsedTime(began).TotalSeconds < ShortFormSeconds; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true), ownBefore = GC.GetAllocatedBytesForCurrentThread();
                session.Run();
                allocating += GC.GetAllocatedBytesForCurrentThread() != ownBefore ? 1 : 0;
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.True(least == 0 && allocating <= 1, $"{name}: {allocating} of {round} runs allocated on their thread, the cleanest of them {least} bytes in the process.");
        }
    }

    [SharedDataFact("onnx-model-tests")]
    public void Run_ForksOnTwoThreads_GiveTheResultsOfOne()
    {
        foreach (var (name, session) in Sessions("onnx-model-tests"))
        {
            byte[][][] inputs = [.. Enumerable.Range(1, 4).Select(seed => RandomInput(session, seed))];
            byte[][] expected = [.. inputs.Select(input => Result(session, input))];
            Assert.True(expected.Select(Convert.ToHexString).Distinct().Count() > 1, $"{name}: the results do not depend on the inputs and prove nothing.");

            using var start = new Barrier(Threads);
            Task<int>[] threads = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
                () =>
                {
                    InferenceSession fork = session.Fork();
                    start.SignalAndWait();
                    // Each thread in an order of its own, so that a result of the other one cannot pass for its own.
                    return Enumerable.Range(0, RunsOfAThread).Select(run => run * (thread + 1) % inputs.Length).Count(i => !Result(fork, inputs[i]).AsSpan().SequenceEqual(expected[i]));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))];
            Assert.All(threads, thread => Assert.True(thread.Result == 0, $"{name}: {thread.Result} of {RunsOfAThread} runs of a fork gave another result."));
        }
    }

    private static IEnumerable<(string Name, InferenceSession Session)> Sessions(params string[] folders)
    {
        int tested = 0;
        foreach (string folder in folders.SelectMany(each => Directory.GetDirectories(TestData.Shared(each))).Order(StringComparer.Ordinal))
        {
            tested++;
            yield return (Path.GetFileName(folder), InferenceSession.Create(ModelFile.Open(Path.Combine(folder, "model.onnx"))));
        }

        Assert.True(tested > 0, "no model was tested");
    }

    private static byte[][] RandomInput(InferenceSession session, int seed)
    {
        var random = new RandomInputs(session.Graph, seed);
        byte[][] inputs = [.. session.Inputs.Select(input => new byte[input.SizeBytes])];
        for (int i = 0; i < inputs.Length; i++)
            random.Fill(i, inputs[i]);
        return inputs;
    }

    private static void SetInputs(InferenceSession session, byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
            session.SetInputBytes(i, inputs[i]);
    }

    // All outputs, one behind the other.
    private static byte[] Result(InferenceSession session, byte[][] inputs)
    {
        SetInputs(session, inputs);
        session.Run();
        byte[] results = new byte[session.Outputs.Sum(output => output.SizeBytes)];
        for (int i = 0, at = 0; i < session.Outputs.Length; at += session.Outputs[i++].SizeBytes)
            session.CopyOutputBytes(i, results.AsSpan(at, session.Outputs[i].SizeBytes));
        return results;
    }
}
