using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests.Slots;

public sealed class SlotStoreTests : IDisposable
{
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Install_Bundle_FillsASlotAndActivatesNothing()
    {
        using SlotStore store = folder.Open();
        InstalledSlot slot = folder.Install(store, "m");
        Assert.True(slot.IsNew);
        Assert.Equal("m", slot.Manifest.Model);
        string at = folder.Layout.Folder(slot.Name);
        Assert.Equal(["agent", "agent/edgecnn-agent", "agent/sub", "agent/sub/part.dll", "deep", "deep/er", "deep/er/file.bin", "manifest.json", "model.ecnn", "slot.json"],
            folder.Everything($"slots/{slot.Name}").Select(path => path[$"slots/{slot.Name}/".Length..]));
        Assert.Equal("m", File.ReadAllText(Path.Combine(at, "model.ecnn")));
        Assert.Equal("-rwxr-xr-x -rw-r--r-- -rwxr-xr-x", string.Join(' ', ((string[])["agent/edgecnn-agent", "model.ecnn", "deep/er"]).Select(path => $"-{Mode(Path.Combine(at, path))}")));
        Assert.Null(folder.Active);
        Assert.Null(store.State.Active);
        Assert.Equal(new AgentFolder(folder.AgentPath).Sha256(), slot.Manifest.AgentSha256);
    }

    [Fact]
    public void Install_EqualContent_GivesTheSlotThatIsThere()
    {
        using SlotStore store = folder.Open();
        string first = folder.Install(store, "m").Name;
        InstalledSlot again = folder.Install(store, "m");
        Assert.Equal((first, false), (again.Name, again.IsNew));
        folder.PutAgent("two");
        Assert.NotEqual(first, folder.Install(store, "m").Name);
    }

    [Fact]
    public void Install_EqualContentThatIsDamaged_GivesANewSlot()
    {
        using SlotStore store = folder.Open();
        string first = folder.Install(store, "m").Name;
        File.WriteAllText(Path.Combine(folder.Layout.Folder(first), "model.ecnn"), "n");
        InstalledSlot again = folder.Install(store, "m");
        Assert.True(again.IsNew);
        Assert.True(string.CompareOrdinal(again.Name, first) > 0);
    }

    [Fact]
    public void Install_CheckRefuses_LeavesNothing()
    {
        using SlotStore store = folder.Open();
        string[] before = folder.Everything();
        var error = Assert.Throws<EdgeCnnException>(() => SlotFolder.Install(store, folder.Bundle("m"), new AgentFolder(folder.AgentPath), staging =>
        {
            Assert.True(File.Exists(SlotLayout.AgentProgram(staging)));
            throw new EdgeCnnException("the selftest failed", ExitCode.CheckFailed);
        }));
        Assert.Equal("the selftest failed", error.Message);
        Assert.Equal(before, folder.Everything());
    }

    [Theory]
    [InlineData("model.ecnn")]
    [InlineData("file.bin")]
    [InlineData("manifest.json")]
    [InlineData("part.dll")]
    [InlineData("edgecnn-agent")]
    public void Install_DiskThatKeepsAnotherByte_IsNoticedBeforeAnybodyRunsIt(string name)
    {
        using SlotStore store = folder.Open(new RottingFiles(name));
        var error = Assert.Throws<EdgeCnnException>(() => SlotFolder.Install(store, folder.Bundle("m"), new AgentFolder(folder.AgentPath), _ => Assert.Fail("it was run")));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains($"{name}: expected ", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Everything("slots"));
    }

    [Fact]
    public void Install_ManyTimes_KeepsThreeSlotsAndNeverDropsTheActiveOnes()
    {
        using SlotStore store = folder.Open();
        string old = folder.Run(store, "a"), active = folder.Run(store, "b");
        foreach (string model in (string[])["c", "d", "e"])
        {
            string slot = folder.Install(store, model).Name;
            Assert.Equal([old, active, slot], folder.Layout.Names());
        }
    }

    [Fact]
    public void Install_AgentOfSlot_LinksItsFiles()
    {
        using SlotStore store = folder.Open();
        string first = folder.Run(store, "a");
        InstalledSlot second = SlotFolder.Install(store, folder.Bundle("b"), new AgentOfSlot(folder.Layout, first));
        Assert.Equal(SlotStatus.Read(folder.Root, verify: true).Slots[0].Manifest!.AgentSha256, second.Manifest.AgentSha256);
        File.AppendAllText(Path.Combine(folder.Layout.Folder(first), "agent/sub/part.dll"), "!");
        // One file under two names: both slots know that it is no longer what it was.
        Assert.All(SlotStatus.Read(folder.Root, verify: true).Slots, slot => Assert.Contains("part.dll", slot.Fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Switch_ConfirmedAndBack_MovesBothLinks()
    {
        using SlotStore store = folder.Open();
        string a = folder.Run(store, "a");
        Assert.Equal(("a", a, null), (folder.Active, store.State.Active, store.State.Previous));
        string b = folder.Run(store, "b");
        Assert.Equal(("b", b, a), (folder.Active, store.State.Active, store.State.Previous));
        Assert.Equal($"slots/{a}", new FileInfo(folder.Layout.Previous).LinkTarget);
        store.Switch(a);
        store.Confirm();
        Assert.Equal(("a", a, b), (folder.Active, store.State.Active, store.State.Previous));
    }

    [Fact]
    public void Switch_TakenBack_LeavesEverythingAsBefore()
    {
        using SlotStore store = folder.Open();
        string a = folder.Run(store, "a"), b = folder.Run(store, "b"), c = folder.Install(store, "c").Name;
        store.Switch(c);
        Assert.Equal("c", folder.Active);
        Assert.Equal(b, folder.Layout.Target(folder.Layout.Previous));
        SlotFailure? failure = store.TakeBack("no pictures");
        Assert.Equal((c, "no pictures"), (failure!.Slot, store.State.Failed!.Reason));
        Assert.Equal(("b", b, a, null), (folder.Active, store.State.Active, store.State.Previous, store.State.Pending));
        Assert.Equal(a, folder.Layout.Target(folder.Layout.Previous));
    }

    [Fact]
    public void Switch_FirstSlotTakenBack_LeavesNoLink()
    {
        using SlotStore store = folder.Open();
        store.Switch(folder.Install(store, "a").Name);
        store.TakeBack("it fell over");
        Assert.False(Path.Exists(folder.Layout.Current) || new FileInfo(folder.Layout.Current).LinkTarget is not null);
        Assert.Null(store.State.Active);
    }

    [Fact]
    public void Switch_DamagedSlot_IsRefusedAndChangesNothing()
    {
        using SlotStore store = folder.Open();
        string a = folder.Run(store, "a"), b = folder.Install(store, "b").Name;
        string file = Path.Combine(folder.Layout.Folder(b), "deep/er/file.bin");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[4000] ^= 1;
        File.WriteAllBytes(file, bytes);
        var error = Assert.Throws<EdgeCnnException>(() => store.Switch(b));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("file.bin: expected 5000 bytes", error.Message, StringComparison.Ordinal);
        File.Delete(file);
        File.CreateSymbolicLink(file, "/etc/hostname");
        Assert.Contains("a link", Assert.Throws<EdgeCnnException>(() => store.Switch(b)).Message, StringComparison.Ordinal);
        Assert.Equal((a, null), (store.State.Active, store.State.Pending));
        Assert.Equal("a", folder.Active);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("20260101-000000-0123456789ab")]
    [InlineData("")]
    public void Switch_UnknownSlot_IsUsage(string name)
    {
        using SlotStore store = folder.Open();
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => store.Switch(name)).ExitCode);
    }

    [Fact]
    public void Open_SwitchThatWasNeverConfirmed_IsTakenBack()
    {
        string a, b;
        using (SlotStore store = folder.Open())
        {
            a = folder.Run(store, "a");
            b = folder.Install(store, "b").Name;
            store.Switch(b);
        }

        Assert.Equal("b", folder.Active);
        using SlotStore next = folder.Open();
        Assert.Equal(("a", b, a), (folder.Active, next.Recovered!.Slot, next.State.Active));
    }

    [Fact]
    public void Open_SecondTime_IsRefusedUntilTheFirstEnds()
    {
        using (folder.Open())
        {
            var error = Assert.Throws<EdgeCnnException>(() => folder.Open());
            Assert.Equal(ExitCode.Device, error.ExitCode);
            Assert.Contains("another installation", error.Message, StringComparison.Ordinal);
        }

        folder.Open().Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"format\":1,\"active\":\"../../etc\",\"previous\":null,\"pending\":null,\"failed\":null}")]
    [InlineData("{\"format\":9,\"active\":null,\"previous\":null,\"pending\":null,\"failed\":null}")]
    public void Open_DamagedJournal_IsWrittenAnewFromTheLinks(string json)
    {
        string a, b;
        using (SlotStore store = folder.Open())
            (a, b) = (folder.Run(store, "a"), folder.Run(store, "b"));
        File.WriteAllText(Path.Combine(folder.Root, "state.json"), json);
        Assert.Equal(b, SlotStatus.Read(folder.Root, verify: false).State.Active);
        using SlotStore next = folder.Open();
        Assert.Equal((b, a), (next.State.Active, next.State.Previous));
        Assert.Contains(b, File.ReadAllText(Path.Combine(folder.Root, "state.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Update_EachRename_IsFollowedByTheFoldersSync()
    {
        var files = new StoppingFiles(int.MaxValue, torn: false);
        using SlotStore store = folder.Open(files);
        folder.Run(store, "a");
        folder.Run(store, "b");
        int renames = 0;
        for (int i = 0; i < files.Log.Count; i++)
        {
            if (!files.Log[i].StartsWith("rename ", StringComparison.Ordinal))
                continue;
            renames++;
            Assert.Equal($"sync {Path.GetDirectoryName(files.Log[i]["rename ".Length..])}", files.Log[i + 1]);
        }

        Assert.True(renames >= 2 * 4, $"{renames} renames");
        // Nothing is named before it is on the disk: the folder's own names are written first.
        int placed = files.Log.FindIndex(step => step.StartsWith($"rename {folder.Layout.Slots}", StringComparison.Ordinal));
        Assert.Contains($"sync {folder.Layout.Slots}/.new", files.Log[..placed]);
        Assert.Contains($"sync {folder.Layout.Slots}/.new/agent/sub", files.Log[..placed]);
    }

    [Fact]
    public void Read_NoStore_IsEmpty()
    {
        SlotStatus status = SlotStatus.Read(folder.PathOf("absent"), verify: true);
        Assert.Equal((null, null), (status.Current, status.State.Active));
        Assert.Empty(status.Slots);
    }

    [Fact]
    public void NameOf_ClockThatWentBack_ComesBehindTheNewest()
    {
        string hash = new('a', 64), name = SlotLayout.NameOf(hash, new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc), "20261231-235959-0123456789ab");
        Assert.Equal("20270101-000000-aaaaaaaaaaaa", name);
        Assert.True(SlotLayout.IsName(name));
        Assert.False(SlotLayout.IsName("20271301-000000-aaaaaaaaaaaa"));
        Assert.False(SlotLayout.IsName("20270101-000000-aaaaaaaaaaa/"));
    }

    private static string Mode(string path)
    {
        string bits = Convert.ToString((int)new FileInfo(path).UnixFileMode, 2).PadLeft(9, '0');
        return string.Concat(bits[^9..].Select((bit, i) => bit == '1' ? "rwx"[i % 3] : '-'));
    }
}
