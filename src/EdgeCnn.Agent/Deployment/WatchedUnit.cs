using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Deployment;

/// <summary>Puts a real service, its page and the signals of this process together for a command that watches.</summary>
internal static class WatchedUnit
{
    /// <summary>Runs a command.</summary>
    /// <exception cref="EdgeCnnException">The page's address is none, or the command failed.</exception>
    public static int Run(ActivateOptions options, Func<IServiceUnit, HealthWatch, CancellationToken, int> command)
    {
        bool named = options.HealthUrl.Length > 0;
        if (!Uri.TryCreate(named ? options.HealthUrl : PageProbe.UsualUrl, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
            throw new EdgeCnnException($"--health-url {options.HealthUrl}: expected an address like {PageProbe.UsualUrl}.", ExitCode.Usage);
        using var page = new PageProbe(url);
        using var signals = new StopSignals();
        var unit = new SystemdUnit(options.Unit);
        CancellationToken stop = signals.Token;
        return command(unit, new HealthWatch(unit, page.Ask, named, TimeProvider.System, time => stop.WaitHandle.WaitOne(time)), stop);
    }
}
