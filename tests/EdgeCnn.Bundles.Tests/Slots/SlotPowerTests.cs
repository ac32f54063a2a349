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
        int stopped = 0, takenBack = 0, at = 0;
        bool held = false;
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
            string? booted = folder.Active;
            // What a board boots into before anybody has looked at the store.
            Assert.Contains(booted, (string?[])["old", "new"]);
            AssertReadable(folder);
            using (SlotStore store = folder.Open())
            {
                AssertReadable(folder);
                Assert.Null(store.State.Pending);
                takenBack += booted == "new" && folder.Active == "old" ? 1 : 0;
                // From the step on that confirms, the new one stays.
                Assert.True(folder.Active == "new" || (!held && !ended), $"step {at}");
                held |= folder.Active == "new";
                Assert.DoesNotContain(folder.Everything(), path => path.Contains(".new", StringComparison.Ordinal) || path.Contains(".old", StringComparison.Ordinal));
                // The next update works.
                folder.Run(store, "newer");
                Assert.Equal("newer", folder.Active);
            }

            AssertReadable(folder);
        }

        Assert.InRange(takenBack, 3, 6);
        Assert.True(stopped > 30, $"only {stopped} steps");
    }

    [Fact]
    public void Recovery_StoppedAtEachStep_GoesOnFromThere()
    {
        int at = 0;
        for (bool ended = false; !ended; at++)
        {
            using var folder = new SlotFolder();
            using (SlotStore store = folder.Open())
            {
                folder.Run(store, "first");
                folder.Run(store, "old");
                store.Switch(folder.Install(store, "new").Name);
            }

            ended = Run(() => folder.Open(new StoppingFiles(at, torn: true)).Dispose());
            Assert.Contains(folder.Active, (string?[])["old", "new"]);
            AssertReadable(folder);
            using SlotStore next = folder.Open();
            Assert.Equal(("old", null), (folder.Active, next.State.Pending));
            Assert.Equal(next.State.Previous, next.Layout.Target(next.Layout.Previous));
        }

        Assert.True(at > 10, $"only {at} steps");
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
