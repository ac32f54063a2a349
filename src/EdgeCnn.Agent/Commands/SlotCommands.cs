using EdgeCnn.Agent.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary>Puts the commands of slots together for a real board.</summary>
internal static class SlotCommands
{
    public static int Install(InstallOptions options) => new InstallCommand(options, Console.OpenStandardOutput(), new SystemdUnit(options.Unit)).Run();

    public static int Status(StatusOptions options) => new StatusCommand(options, Console.OpenStandardOutput(), new SystemdUnit(options.Unit)).Run();

    public static int Activate(ActivateOptions options) => Watched(options, (unit, watch, stop) => new ActivateCommand(options, Console.OpenStandardOutput(), unit, watch).Run(stop));

    public static int Rollback(ActivateOptions options) => Watched(options, (unit, watch, stop) => new RollbackCommand(options, Console.OpenStandardOutput(), unit, watch).Run(stop));

    private static int Watched(ActivateOptions options, Func<IServiceUnit, HealthWatch, CancellationToken, int> run)
    {
        bool named = options.HealthUrl.Length > 0;
        if (!Uri.TryCreate(named ? options.HealthUrl : PageProbe.UsualUrl, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw new EdgeCnnException($"--health-url {options.HealthUrl}: expected an address like {PageProbe.UsualUrl}.", ExitCode.Usage);
        using var page = new PageProbe(url);
        using var signals = new StopSignals();
        var unit = new SystemdUnit(options.Unit);
        CancellationToken stop = signals.Token;
        return run(unit, new HealthWatch(unit, page.Ask, named, TimeProvider.System, time => stop.WaitHandle.WaitOne(time)), stop);
    }
}
