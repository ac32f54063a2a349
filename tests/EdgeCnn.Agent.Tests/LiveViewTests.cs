using EdgeCnn.Agent.Decisions;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests;

public sealed class LiveViewTests
{
    [Fact]
    public void TryCopyPicture_NobodyLooked_GivesNone()
    {
        var view = new LiveView(2);
        view.Publish(TestFolder.Plain(4, 3, PixelFormat.Gray8, 7), new Decision(2));
        Assert.False(view.TryCopyPicture(new Frame()));
    }

    [Fact]
    public void TryCopyPicture_LookedBeforeThePicture_GivesIt()
    {
        var view = new LiveView(2);
        view.Look();
        Assert.False(view.TryCopyPicture(new Frame()));
        Frame published = TestFolder.Plain(4, 3, PixelFormat.Rgb24, 7, number: 12);
        view.Publish(published, new Decision(2));
        published.Pixels.Clear(); // the view has a copy of its own
        var got = new Frame();
        Assert.True(view.TryCopyPicture(got));
        Assert.Equal((4, 3, PixelFormat.Rgb24, 12), (got.Width, got.Height, got.Format, got.Number));
        Assert.Equal(-1, got.Pixels.IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void Publish_LookedLongAgo_KeepsNoNewPicture()
    {
        var view = new LiveView(1);
        view.Look();
        view.Publish(TestFolder.Plain(2, 2, PixelFormat.Gray8, 1, number: 1), new Decision(1));
        Thread.Sleep(3200);
        view.Publish(TestFolder.Plain(2, 2, PixelFormat.Gray8, 2, number: 2), new Decision(1) { Frame = 2 });
        var picture = new Frame();
        view.TryCopyPicture(picture);
        Assert.Equal(1, picture.Number);
        var decision = new Decision(1);
        view.CopyDecision(decision);
        Assert.Equal(2, decision.Frame);
        view.Look();
        view.Publish(TestFolder.Plain(2, 2, PixelFormat.Gray8, 3, number: 3), new Decision(1));
        view.TryCopyPicture(picture);
        Assert.Equal(3, picture.Number);
    }

    [Fact]
    public void CopyDecision_AfterPublish_GivesACopyOfTheLast()
    {
        var view = new LiveView(2);
        var decision = new Decision(2) { Frame = 5, Source = "s", Truth = 0, Best = 1, Times = new StageTimes(1, 2, 3, 4) };
        decision.Probabilities[1] = 0.75f;
        Assert.Equal(0, view.DecisionVersion);
        view.Publish(TestFolder.Plain(1, 1, PixelFormat.Gray8, 0), decision);
        decision.Frame = 6;
        decision.Probabilities[1] = 0;
        var got = new Decision(2);
        view.CopyDecision(got);
        Assert.Equal((5, "s", 0, 1, new StageTimes(1, 2, 3, 4), 0.75f), (got.Frame, got.Source, got.Truth, got.Best, got.Times, got.Probability));
        Assert.Equal(1, view.DecisionVersion);
    }

    [Fact]
    public void SecondsSinceDecision_BeforeAndAfter_CountsFromStartThenFromTheLast()
    {
        var view = new LiveView(1);
        Thread.Sleep(300);
        double before = view.SecondsSinceDecision;
        Assert.InRange(before, 0.29, 60);
        view.Publish(TestFolder.Plain(1, 1, PixelFormat.Gray8, 0), new Decision(1));
        Assert.InRange(view.SecondsSinceDecision, 0, 0.28);
    }

    [Fact]
    public void InWork_BetweenCaptureAndDecision_IsTrue()
    {
        var view = new LiveView(1);
        Assert.False(view.InWork);
        view.Captured();
        Assert.True(view.InWork);
        view.Publish(TestFolder.Plain(1, 1, PixelFormat.Gray8, 0), new Decision(1));
        Assert.False(view.InWork);
    }

    [Fact]
    public void Publish_Fit_IsToldWithTheSizeOfItsPicture()
    {
        var view = new LiveView(1);
        PictureFit fit = PictureFit.Of(Graph.CropMode.Center, 8, 4, 2, 2);
        view.Publish(TestFolder.Plain(8, 4, PixelFormat.Gray8, 0), new Decision(1), fit);
        Assert.Equal(new PictureRegion(8, 4, fit), view.CopyDecision(new Decision(1)));
    }

    [Fact]
    public void Publish_Layers_AreAddedOnlyWhileSomebodyLooks()
    {
        var view = new LiveView(1, steps: 1);
        double[] times = new double[1];
        view.Publish(TestFolder.Plain(1, 1, PixelFormat.Gray8, 0), new Decision(1), default, [7]);
        Assert.False(view.Layers.TryCopy(times));
        view.LookAtLayers();
        view.Publish(TestFolder.Plain(1, 1, PixelFormat.Gray8, 0), new Decision(1), default, [7]);
        Assert.True(view.Layers.TryCopy(times));
    }

    [Fact]
    public void Publish_WhileSomebodyLooksAtAll_AllocatesNothing()
    {
        var view = new LiveView(2, steps: 3);
        var decision = new Decision(2);
        Frame frame = TestFolder.Plain(64, 48, PixelFormat.Rgb24, 1);
        long[] ticks = [1, 2, 3];
        void Publish(int pictures)
        {
            for (int i = 0; i < pictures; i++)
            {
                view.Look();
                view.LookAtLayers();
                view.Captured();
                decision.Best = i & 1;
                view.Publish(frame, decision, default, ticks);
            }
        }

        Publish(100);
        Assert.Equal(0, Allocations.Least(() => Publish(1000)));
    }

    [Fact]
    public void Version_Always_HasThreeNumbers() => Assert.Matches(@"^\d+\.\d+\.\d+$", LiveView.Version);
}
