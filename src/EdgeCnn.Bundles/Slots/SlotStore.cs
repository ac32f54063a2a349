using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>
/// The slots of a board, held by one process at a time. A switch is journalled, then made, then confirmed or taken back; whatever
/// was not confirmed when its process ended is taken back by whoever opens the store next.
/// </summary>
public sealed class SlotStore : IDisposable
{
    private readonly SlotLock held;
    private readonly ISlotFiles files;
    private readonly TimeProvider clock;

    private SlotStore(SlotLayout layout, ISlotFiles files, TimeProvider clock, SlotLock held)
    {
        Layout = layout;
        this.files = files;
        this.clock = clock;
        this.held = held;
        State = SlotState.Empty;
    }

    /// <summary>Where everything lies.</summary>
    public SlotLayout Layout { get; }

    /// <summary>What is active.</summary>
    public SlotState State { get; private set; }

    /// <summary>The switch that opening took back, or null; the service still runs it and must be restarted.</summary>
    public SlotFailure? Recovered { get; private set; }

    /// <summary>Opens a store, makes it where there is none, and puts right what a process that ended too soon left behind.</summary>
    /// <exception cref="EdgeCnnException">Another process has it, or the folder cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public static SlotStore Open(string root) => Open(root, new DiskFiles(), TimeProvider.System);

    internal static SlotStore Open(string root, ISlotFiles files, TimeProvider clock)
    {
        var layout = new SlotLayout(Path.GetFullPath(root));
        files.CreateFolder(layout.Root);
        files.CreateFolder(layout.Slots);
        var held = SlotLock.Take(layout);
        try
        {
            var store = new SlotStore(layout, files, clock, held);
            store.Recover();
            return store;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Puts a bundle and an agent into a new slot; nothing becomes active.</summary>
    /// <param name="bundle">What to unpack.</param>
    /// <param name="agent">The agent's files.</param>
    /// <param name="check">Looks at the new slot's folder before it gets its name; what it throws discards the slot.</param>
    /// <exception cref="EdgeCnnException">There is no room, a file is not what it must be, or <paramref name="check"/> refused.</exception>
    public InstalledSlot Install(BundleReader bundle, IAgentFiles agent, Action<string> check)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentNullException.ThrowIfNull(check);
        InstalledSlot slot = new SlotInstaller(Layout, files, clock).Install(bundle, agent, check, () => Prune(except: null, keep: 0));
        Prune(slot.Name, SlotLayout.MaxSlots);
        return slot;
    }

    /// <summary>Lets <c>current</c> point to a slot that was read and verified just before; <see cref="Confirm"/> or <see cref="TakeBack"/> must follow.</summary>
    /// <exception cref="EdgeCnnException">There is no such slot (<see cref="ExitCode.Usage"/>), or it is not whole (<see cref="ExitCode.CheckFailed"/>).</exception>
    public void Switch(string slot)
    {
        if (!Layout.Names().Contains(slot))
            throw new EdgeCnnException($"{Layout.Slots}: no slot '{slot}'; there {(Layout.Names() is { Length: > 0 } names ? $"are {string.Join(", ", names)}" : "is none: install a bundle first")}.", ExitCode.Usage);
        SlotVerifier.Verify(Layout, slot);
        Write(State with { Pending = new SlotSwitch(slot, Now) });
        PointTo(Layout.Previous, State.Active);
        PointTo(Layout.Current, slot);
    }

    /// <summary>Keeps the last switch: its slot was found healthy.</summary>
    /// <exception cref="EdgeCnnException">The journal cannot be written.</exception>
    public void Confirm()
    {
        if (State.Pending is { } pending)
            Write(State with { Active = pending.Slot, Previous = State.Active, Pending = null, Failed = null });
    }

    /// <summary>Takes the last switch back.</summary>
    /// <returns>The failure as it was noted, or null if there was no switch.</returns>
    /// <exception cref="EdgeCnnException">A link or the journal cannot be written; opening the store again goes on with it.</exception>
    public SlotFailure? TakeBack(string reason)
    {
        if (State.Pending is not { } pending)
            return null;
        PointTo(Layout.Current, State.Active);
        PointTo(Layout.Previous, State.Previous);
        var failure = new SlotFailure(pending.Slot, reason, Now);
        Write(State with { Pending = null, Failed = failure });
        return failure;
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    // Each step may be done twice: whoever is stopped here is followed by another who begins again.
    private void Recover()
    {
        files.DeleteFolder(Layout.StagingFolder);
        foreach (string dying in Directory.GetDirectories(Layout.Slots, SlotLayout.Dying + "*"))
            files.DeleteFolder(dying);
        foreach (string link in (string[])[Layout.Current, Layout.Previous, Layout.State])
            files.Delete(NewName(link));
        State = SlotState.TryRead(Layout) ?? SlotState.Empty;
        if (State.Pending is not null)
        {
            Recovered = TakeBack("its health was never confirmed: the board or the installation stopped before");
            return;
        }

        string? current = Layout.Target(Layout.Current), previous = Layout.Target(Layout.Previous);
        if (current != State.Active || previous != State.Previous)
            Write(State with { Active = current, Previous = previous });
    }

    private void PointTo(string link, string? slot)
    {
        if (slot is null)
        {
            files.Delete(link);
        }
        else
        {
            files.CreateLink(NewName(link), $"slots/{slot}");
            files.Rename(NewName(link), link);
        }

        files.Sync(Layout.Root);
    }

    private void Write(SlotState state)
    {
        byte[] json = state.ToJson();
        files.Write(NewName(Layout.State), executable: false, stream => stream.Write(json));
        files.Rename(NewName(Layout.State), Layout.State);
        files.Sync(Layout.Root);
        State = state;
    }

    // The oldest go first; what runs, ran or was just installed stays.
    private void Prune(string? except, int keep)
    {
        string[] names = Layout.Names();
        int over = names.Length - keep;
        foreach (string name in names)
        {
            if (over <= 0)
                return;
            if (name == except || name == State.Active || name == State.Previous || name == State.Pending?.Slot)
                continue;
            string dying = Path.Combine(Layout.Slots, SlotLayout.Dying + name);
            files.Rename(Layout.Folder(name), dying);
            files.Sync(Layout.Slots);
            files.DeleteFolder(dying);
            over--;
        }
    }

    private static string NewName(string path) => path + ".new";
}
