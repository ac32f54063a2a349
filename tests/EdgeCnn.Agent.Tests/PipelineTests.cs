using System.Runtime.InteropServices;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Kernels;

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
        long before = GC.GetAllocatedBytesForCurrentThread();
        pipeline.Run(frames, tell, CancellationToken.None);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
