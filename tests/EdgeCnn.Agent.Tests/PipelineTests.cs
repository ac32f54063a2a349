using System.Runtime.InteropServices;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Agent.Tests.Actions;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Kernels;
using EdgeCnn.Testing;

namespace EdgeCnn.Agent.Tests;

[Collection(AloneCollection.Name)]
public sealed class PipelineTests
{
    [Fact]
    public void Run_Samples_GivesTheGoldenOutputsWithEveryKernelSet()
    {
        var (logits, probabilities, frames) = SampleModel.Golden();
        Assert.Equal(100, frames);
        foreach (KernelSet kernels in KernelSets.Supported)
        {
            using var camera = new FileCamera(SampleModel.Pictures);
            using var hash = new OutputHash();
            var totals = new RunTotals();
            new Pipeline(camera, SampleModel.Classifier(kernels.Name), totals, null, hash).Run(0, _ => { }, CancellationToken.None);
            Assert.Equal((kernels.Name, frames, frames), (kernels.Name, (int)totals.Frames, (int)totals.Judged));
            Assert.True(totals.Right >= 97, $"{kernels.Name}: {totals.Right} right");
            Assert.Equal((kernels.Name, logits), (kernels.Name, hash.Logits()));
            Assert.Equal((kernels.Name, probabilities), (kernels.Name, hash.Probabilities()));
        }
    }

    [Fact]
    public void Run_ExpectedKernels_AreThoseOfThisProcessor()
    {
        // The emulated processors of tools/arm64 say what they must get.
        string? expected = Environment.GetEnvironmentVariable("EDGECNN_EXPECT_KERNELS");
        Assert.Equal(expected ?? KernelSets.Best.Name, EdgeCnn.Runtime.InferenceSession.Load(SampleModel.Model).Kernels);
    }

    [Fact]
    public void Run_Limit_StopsAfterSoManyAndTellsEach()
    {
        using var camera = new FileCamera(SampleModel.Pictures, loop: true);
        var totals = new RunTotals();
        List<(long Frame, string Source, int Truth)> told = [];
        var pipeline = new Pipeline(camera, SampleModel.Classifier(), totals, null, null);
        pipeline.Run(3, decision => told.Add((decision.Frame, decision.Source, decision.Truth)), CancellationToken.None);
        Assert.Equal([1, 2, 3], told.Select(t => t.Frame));
        Assert.All(told, t => Assert.Equal((0, true), (t.Truth, t.Source.StartsWith("0/", StringComparison.Ordinal))));
        Assert.Equal(3, totals.Frames);
        pipeline.Run(2, decision => told.Add((decision.Frame, decision.Source, decision.Truth)), CancellationToken.None);
        Assert.Equal([1, 2, 3, 4, 5], told.Select(t => t.Frame));
    }

    [Fact]
    public void Run_Cancelled_TakesNoFurtherPicture()
    {
        using var camera = new FileCamera(SampleModel.Pictures, loop: true);
        using var stop = new CancellationTokenSource();
        var totals = new RunTotals();
        new Pipeline(camera, SampleModel.Classifier(), totals, null, null).Run(
            0,
            decision =>
            {
                if (decision.Frame == 4)
                    stop.Cancel();
            },
            stop.Token);
        Assert.Equal(4, totals.Frames);
    }

    [Fact]
    public void Run_FolderThatIsNoLabel_HasNoTruth()
    {
        using var folder = new TestFolder();
        byte[] picture = File.ReadAllBytes(Path.Combine(SampleModel.Pictures, "3", "00030.png"));
        folder.Put("seven/x.png", picture);
        folder.Put("3/y.png", picture);
        folder.Put("top.png", picture);
        using var camera = new FileCamera(folder.Root);
        var totals = new RunTotals();
        List<(string, int)> told = [];
        new Pipeline(camera, SampleModel.Classifier(), totals, null, null).Run(0, decision => told.Add((decision.Source, decision.Truth)), CancellationToken.None);
        Assert.Equal([("3/y.png", 3), ("seven/x.png", -1), ("top.png", -1)], told);
        Assert.Equal((3, 1, 1), (totals.Frames, totals.Judged, totals.Right));
    }

    [Fact]
    public void Run_WithView_PublishesEachDecision()
    {
        using var camera = new FileCamera(SampleModel.Pictures);
        var view = new LiveView(10);
        new Pipeline(camera, SampleModel.Classifier(), new RunTotals(), view, null).Run(5, _ => { }, CancellationToken.None);
        var last = new Decision(10);
        PictureRegion region = view.CopyDecision(last);
        Assert.Equal((5, 5), (view.DecisionVersion, last.Frame));
        Assert.Equal(new PictureRegion(28, 28, new EdgeCnn.Imaging.PictureFit(0, 0, 28, 28, 0, 0, 28, 28)), region);
    }

    [Fact]
    public void Run_AfterWarmUp_AllocatesNothingPerFrame()
    {
        int frames = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 200 : 1000;
        using var camera = new FileCamera(SampleModel.Pictures, loop: true);
        using var hash = new OutputHash();
        var view = new LiveView(10, steps: EdgeCnn.Runtime.InferenceSession.Load(SampleModel.Model).Plan.Steps.Length);
        view.Look();
        view.LookAtLayers();
        Classifier classifier = new(EdgeCnn.Runtime.InferenceSession.Load(SampleModel.Model, new EdgeCnn.Runtime.SessionOptions { Profile = true }));
        var log = new DecisionLog(Stream.Null, classifier.Contract.Labels, 10);
        Action<Decision> tell = log.Write;
        var pipeline = new Pipeline(camera, classifier, new RunTotals(), view, hash);
        pipeline.Run(150, tell, CancellationToken.None);
        Assert.Equal(0, Allocations.Least(() => pipeline.Run(frames, tell, CancellationToken.None)));
    }

    [Fact]
    public void Run_WithAllRulesAndActionsThatFire_AllocatesNothingOnAnyThread()
    {
        int frames = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 200 : 1000;
        using var folder = new TestFolder();
        // Ten pictures of each class one after the other, so that classes come and go.
        using var camera = new FileCamera(SampleModel.Pictures, loop: true);
        Classifier classifier = SampleModel.Classifier();
        IReadOnlyList<string> labels = classifier.Contract.Labels;
        var settings = new DecisionSettings
        {
            Temperature = 1.2f,
            SmoothingSeconds = 1e-4,
            Enter = 0.5f,
            Leave = 0.4f,
            Margin = 0.05f,
            Frames = 2,
            HoldSeconds = 1e-6,
            Classes = new Dictionary<string, ClassLimits> { ["3"] = new(0.6f, 0.3f) },
        };
        EventFilter all = EventFilter.Of([.. labels, "unknown"], labels, enter: true, leave: true);
        RecordingPin[] pins = [new(), new(), new()];
        ActionDispatcher actions = new(
            [
                new PinAction("latch", all, () => pins[0], PinMode.Latch, TimeSpan.FromSeconds(1)),
                new PinAction("pulse", all, () => pins[1], PinMode.Pulse, TimeSpan.FromMilliseconds(1)),
                new PinAction("blink", all, () => pins[2], PinMode.Blink, TimeSpan.FromMilliseconds(1)),
                new LogAction("log", all, new EventText(labels, "test"), Path.Combine(folder.Root, "events.jsonl"), 1 << 26, 2, sync: false),
            ],
            64,
            TimeSpan.FromSeconds(20),
            _ => { });
        using var reactions = new Reactions(new DecisionRules(settings, classifier.Contract), actions);
        var log = new DecisionLog(Stream.Null, labels, 10);
        Action<Decision> tell = log.Write;
        var pipeline = new Pipeline(camera, classifier, new RunTotals(), new LiveView(10), null, reactions);
        pipeline.Run(400, tell, CancellationToken.None);
        Quiet(actions);
        // The process's counter sees the test runner's heartbeat too, some ten times a second, so rounds are short: what the loop or an
        // action allocates would be in most of them, a heartbeat is in few. This thread's own counter stands still, but
        // for a collection of another test that may once take the rest of the thread's buffer away, which the runtime books on it.
        const int Round = 10;
        long done = actions.Workers[3].Done;
        int clean = 0, allocating = 0;
        for (int round = 0; round < frames / Round; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true), own = GC.GetAllocatedBytesForCurrentThread();
            pipeline.Run(Round, tell, CancellationToken.None);
            allocating += GC.GetAllocatedBytesForCurrentThread() != own ? 1 : 0;
            clean += GC.GetTotalAllocatedBytes(precise: true) == before ? 1 : 0;
        }

        Assert.InRange(allocating, 0, 1);
        Quiet(actions);
        long events = actions.Workers[3].Done - done;
        Assert.True(events >= frames / 10, $"{events} events");
        Assert.All(actions.Workers, worker => Assert.Equal((0, true), (worker.Failed, worker.Done > 0)));
        Assert.True(clean >= frames / Round * 9 / 10, $"{clean} of {frames / Round} rounds allocated nothing");
    }

    // Until nothing waits any more.
    private static void Quiet(ActionDispatcher actions)
    {
        long last = -1;
        for (int i = 0; i < 500; i++)
        {
            Thread.Sleep(20);
            long done = 0;
            for (int at = 0; at < actions.Workers.Count; at++)
                done += actions.Workers[at].Done;
            if (done == last)
                return;
            last = done;
        }
    }
}
