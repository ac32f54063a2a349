using System.Diagnostics;
using System.Xml.Linq;
using EdgeCnn.Cli.Drawing;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests;

/// <summary>What the runtime promises of memory, on real models.</summary>
/// <remarks><c>EDGECNN_LONG_TESTS=true</c> runs each model a thousand times where the short form takes what two seconds allow.</remarks>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class SharedModelsTests
{
    private const int RunsOfARound = 20, LongRounds = 50, ShortFormSeconds = 2;

    // Operators of these are still missing; a model that imports nevertheless is tested with the others.
    private static readonly string[] MayBeRefused = ["mnist_ort", "ultraface_rfb_320", "ultraface_slim_320_raw", "yunet_n_320"];

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
            for (int i = 0; i < session.Inputs.Length; i++)
                SetInput(session, i);
            session.Run();
            // The process's counter sees the test runner's heartbeat too, so one clean round proves a run; this thread's must stay still.
            long least = long.MaxValue, ownBefore = GC.GetAllocatedBytesForCurrentThread(), began = Stopwatch.GetTimestamp();
            int round = 0;
            for (; full ? round < LongRounds : round == 0 || Stopwatch.GetElapsedTime(began).TotalSeconds < ShortFormSeconds; round++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int run = 0; run < RunsOfARound; run++)
                    session.Run();
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            long own = GC.GetAllocatedBytesForCurrentThread() - ownBefore;
            Assert.True(least == 0 && own == 0, $"{name}: {round * RunsOfARound} runs allocated {own} bytes on their thread, the cleanest {RunsOfARound} of them {least} in the process.");
        }
    }

    private static IEnumerable<(string Name, InferenceSession Session)> Sessions(params string[] folders)
    {
        int tested = 0;
        foreach (string folder in folders.SelectMany(each => Directory.GetDirectories(TestData.Shared(each))).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            InferenceSession session;
            try
            {
                session = InferenceSession.Create(ModelFile.Open(Path.Combine(folder, "model.onnx")));
            }
            catch (EdgeCnnException) when (MayBeRefused.Contains(name))
            {
                continue;
            }

            tested++;
            yield return (name, session);
        }

        Assert.True(tested > 0, "no model was tested");
    }

    private static void SetInput(InferenceSession session, int index)
    {
        TensorInfo info = session.Inputs[index];
        var random = new Random(index);
        if (info.Type == DataType.Float32)
        {
            session.SetInput<float>(index, [.. Enumerable.Range(0, info.Shape.Elements).Select(_ => random.NextSingle())]);
            return;
        }

        byte[] codes = new byte[info.SizeBytes];
        random.NextBytes(codes);
        session.SetInput<byte>(index, codes);
    }
}
