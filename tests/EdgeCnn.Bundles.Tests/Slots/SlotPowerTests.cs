using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Bundles.Tests.Slots;

/// <summary>The power goes off at every step of an update in turn: what runs afterwards is the old or the new slot, whole.</summary>
public sealed class SlotPowerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Update_StoppedAtEachStep_LeavesAWholeSlotActive(bool torn)
    {
        int stopped = 0, news = 0, at = 0;
        for (bool ended = false; !ended; at++)
        {
            using var folder = new SlotFolder();
            using (SlotStore store = folder.Open())
            {
                folder.Run(store, "first");
                folder.Run(store, "old");
            }

            var files = new StoppingFiles(at, torn);
            ended = Run(() =>
            {
                using SlotStore store = folder.Open(files);
                folder.Run(store, "new");
            });
            stopped += ended ? 0 : 1;
            // What a board boots into before anybody has looked at the store.
            Assert.Contains(folder.Active, (string?[])["old", "new"]);
            AssertReadable(folder);
            using (SlotStore store = folder.Open())
            {
                AssertReadable(folder);
                Assert.Null(store.State.Pending);
                Assert.Equal(ended, folder.Active == "new" || news > 0 && folder.Active == "new");
                Assert.DoesNotContain(folder.Everything(), path => path.Contains(".new", StringComparison.Ordinal) || path.Contains(".old", StringComparison.Ordinal));
                // The next update works.
                folder.Run(store, "newer");
                Assert.Equal("newer", folder.Active);
            }

            AssertReadable(folder);
        }

        Assert.True(stopped > 30, $"only {stopped} steps");
    }

    private static bool Run(Action update)
    {
        try
        {
            update();
            return true;
        }
        catch (PowerLost)
        {
            return false;
        }
    }

    private static void AssertReadable(SlotFolder folder)
    {
        SlotStatus status = SlotStatus.Read(folder.Root, verify: true);
        Assert.NotNull(status.Current);
        Assert.All(status.Slots, slot => Assert.Null(slot.Fault));
        Assert.Contains(status.Current, status.Slots.Select(slot => slot.Name));
        Assert.InRange(status.Slots.Length, 2, 4);
    }
}
