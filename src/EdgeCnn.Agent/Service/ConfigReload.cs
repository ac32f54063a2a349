using System.Runtime.InteropServices;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Service;

/// <summary>SIGHUP reads the configuration again: rules and actions are replaced between two pictures, the rest wants a restart. A wrong file changes nothing.</summary>
/// <remarks>Threading: a thread of its own reads and replaces; the pipeline never waits.</remarks>
internal sealed class ConfigReload : IDisposable
{
    // What lives as long as the process.
    private static readonly string[] Fixed = ["device", "model", "camera", "framesPerSecond", "loop", "kernels", "threads", "page", "trigger", "log", "watchdog", "limits"];
    private readonly string path;
    private readonly AgentConfig running;
    private readonly IReadOnlyCollection<string> labels;
    private readonly Action<AgentConfig, CancellationToken> replace;
    private readonly ServiceNotifier notifier;
    private readonly Action<string> say;
    private readonly AutoResetEvent asked = new(false);
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration registration;
    private readonly Thread thread;

    /// <param name="path">The file.</param>
    /// <param name="running">What was read of it at the start.</param>
    /// <param name="labels">Of the model that runs; that of the file is not read again.</param>
    /// <param name="replace">Puts a new configuration to use between two pictures; throws what is wrong with it.</param>
    /// <param name="notifier">Tells systemd.</param>
    /// <param name="say">Gets lines.</param>
    public ConfigReload(string path, AgentConfig running, IReadOnlyCollection<string> labels, Action<AgentConfig, CancellationToken> replace, ServiceNotifier notifier, Action<string> say)
    {
        (this.path, this.running, this.labels, this.replace, this.notifier, this.say) = (path, running, labels, replace, notifier, say);
        thread = new Thread(Work) { IsBackground = true, Name = "reload" };
        thread.Start();
        registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            asked.Set();
        });
    }

    public void Dispose()
    {
        registration.Dispose();
        stop.Cancel();
        if (!thread.Join(TimeSpan.FromSeconds(2)))
            return;
        stop.Dispose();
        asked.Dispose();
    }

    private void Work()
    {
        while (WaitHandle.WaitAny([asked, stop.Token.WaitHandle]) == 0)
        {
            notifier.Reloading();
            try
            {
                Reload();
            }
            catch (EdgeCnnException error)
            {
                say($"the old configuration stays in use: {error.Message}");
            }
            catch (Exception error)
            {
                say($"the old configuration stays in use; a bug: {error}");
            }

            notifier.Ready();
        }
    }

    private void Reload()
    {
        AgentConfig next = ConfigReader.Load(path, labels);
        string[] changed = [.. Fixed.Where(name => !LocatedValue.Same(running.Source[name], next.Source[name]))];
        replace(next, stop.Token);
        say($"{path} was read again: decisions and {next.Actions.Count} actions are in use");
        if (changed.Length > 0)
            say($"{string.Join(", ", changed)} changed too, which takes a restart: sudo systemctl restart edgecnn-agent");
    }
}
