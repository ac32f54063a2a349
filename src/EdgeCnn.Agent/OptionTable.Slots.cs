using EdgeCnn.Graph;

namespace EdgeCnn.Agent;

/// <content>The verbs of slots: <c>install</c>, <c>activate</c>, <c>rollback</c>, <c>status</c>.</content>
internal static partial class OptionTable
{
    private static Option<InstallOptions>[] InstallOptionRows =>
    [
        new("--agent", "DIR|TAR", "an agent to install with it; otherwise the active slot's, or this program", (o, text) => o.Agent = text),
        .. StoreRows<InstallOptions>(),
    ];

    private static Option<ActivateOptions>[] ActivateOptionRows =>
    [
        new("--health-seconds", "N", "how long the service must be well (20)", (o, text) => o.HealthSeconds = (int)Whole(text, 1, 3600)),
        new("--health-url", "URL", "must answer 200; otherwise the page on port 8080, if there is one", (o, text) => o.HealthUrl = text),
        .. StoreRows<ActivateOptions>(),
    ];

    private static Option<ActivateOptions>[] RollbackOptionRows =>
    [
        new("--if-unconfirmed", null, "only a switch that nobody confirmed and nobody watches, as after a loss of power", (o, _) => o.IfUnconfirmed = true),
        .. ActivateOptionRows,
    ];

    private static Option<StatusOptions>[] StatusOptionRows =>
    [
        new("--verify", null, "read and compare every file", (o, _) => o.Verify = true),
        .. StoreRows<StatusOptions>(),
    ];

    /// <summary>The help of <c>install</c>.</summary>
    public static string InstallHelp =>
        "edgecnn-agent install: unpacks a bundle into a new slot, reads every file back, and runs the selftest and the bundle's golden\n"
        + "vectors with this board's kernels. Nothing becomes active; leaves with 5 if a check fails, and then nothing stays.\n\n"
        + "Usage:\n  edgecnn-agent install BUNDLE [options]\n\nOptions:\n" + Rows(InstallOptionRows)
        + "\nExample:\n  edgecnn-agent install digits.ecnnb";

    /// <summary>The help of <c>activate</c>.</summary>
    public static string ActivateHelp =>
        "edgecnn-agent activate: verifies a slot, switches to it, restarts the service and watches it. If it is not well, the slot\n"
        + "before runs again, and the command leaves with 5.\n\n"
        + "Usage:\n  edgecnn-agent activate SLOT|latest [options]\n\nOptions:\n" + Rows(ActivateOptionRows)
        + "\nExample:\n  edgecnn-agent activate latest --health-seconds 30";

    /// <summary>The help of <c>rollback</c>.</summary>
    public static string RollbackHelp =>
        "edgecnn-agent rollback: lets the slot before run again.\n\n"
        + "Usage:\n  edgecnn-agent rollback [options]\n\nOptions:\n" + Rows(RollbackOptionRows)
        + "\nExample:\n  edgecnn-agent rollback";

    /// <summary>The help of <c>status</c>.</summary>
    public static string StatusHelp =>
        "edgecnn-agent status: slots, what is active, and how the service is. Leaves with 5 if a slot is not whole.\n\n"
        + "Usage:\n  edgecnn-agent status [options]\n\nOptions:\n" + Rows(StatusOptionRows)
        + "\nExample:\n  edgecnn-agent status --verify --json";

    /// <summary>Reads the arguments of <c>install</c>.</summary>
    /// <exception cref="EdgeCnnException">An option is unknown or incomplete.</exception>
    public static InstallOptions ParseInstall(ReadOnlySpan<string> args)
    {
        var options = new InstallOptions();
        options.Bundle = Parse("install", args, InstallOptionRows, options);
        return options.Bundle.Length > 0 ? options : throw Usage("install", "BUNDLE is missing.");
    }

    /// <summary>Reads the arguments of <c>activate</c>.</summary>
    /// <inheritdoc cref="ParseInstall"/>
    public static ActivateOptions ParseActivate(ReadOnlySpan<string> args)
    {
        var options = new ActivateOptions();
        options.Slot = Parse("activate", args, ActivateOptionRows, options);
        return options.Slot.Length > 0 ? options : throw Usage("activate", "SLOT is missing: a name that 'edgecnn-agent status' lists, or latest.");
    }

    /// <summary>Reads the arguments of <c>rollback</c>.</summary>
    /// <inheritdoc cref="ParseInstall"/>
    public static ActivateOptions ParseRollback(ReadOnlySpan<string> args)
    {
        var options = new ActivateOptions();
        string rest = Parse("rollback", args, RollbackOptionRows, options);
        return rest.Length == 0 ? options : throw Usage("rollback", $"unknown argument '{rest}'; a slot is activated by name with 'edgecnn-agent activate'.");
    }

    /// <summary>Reads the arguments of <c>status</c>.</summary>
    /// <inheritdoc cref="ParseInstall"/>
    public static StatusOptions ParseStatus(ReadOnlySpan<string> args)
    {
        var options = new StatusOptions();
        string rest = Parse("status", args, StatusOptionRows, options);
        return rest.Length == 0 ? options : throw Usage("status", $"unknown argument '{rest}'.");
    }

    private static Option<T>[] StoreRows<T>()
        where T : SlotOptions =>
    [
        new("--root", "DIR", "the slots' folder (/opt/edgecnn)", (o, text) => o.Root = text),
        new("--unit", "UNIT", "the service that runs the active slot (edgecnn-agent.service)", (o, text) => o.Unit = text),
        new("--no-restart", null, "leave the service alone", (o, _) => o.Restart = false),
        new("--json", null, "print one JSON document", (o, _) => o.Json = true),
    ];
}
