using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Board;
using EdgeCnn.Devices.Camera;
using EdgeCnn.Devices.Gpio;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Service;

/// <summary>A run by a configuration: rules, actions, trigger, systemd and reloading around the pipeline.</summary>
internal sealed class ServiceRun : IDisposable
{
    private static readonly TimeSpan TakeLimit = TimeSpan.FromSeconds(10);
    private readonly string path;
    private readonly AgentConfig config;
    private readonly Classifier classifier;
    private readonly AgentDevices devices;
    private readonly Action<string> say;
    private readonly Heartbeat heartbeat = new();

    /// <summary>Starts the actions.</summary>
    /// <param name="path">The configuration file.</param>
    /// <param name="config">What it says.</param>
    /// <param name="classifier">Of the model that runs.</param>
    /// <param name="devices">Opens lines.</param>
    /// <param name="say">Gets lines.</param>
    /// <exception cref="EdgeCnnException">The configuration names labels that the model does not have.</exception>
    public ServiceRun(string path, AgentConfig config, Classifier classifier, AgentDevices devices, Action<string> say)
    {
        (this.path, this.config, this.classifier, this.devices, this.say) = (path, config, classifier, devices, say);
        CheckLabels(config);
        TryLines(config);
        Reactions = new Reactions(new DecisionRules(config.Decisions, classifier.Contract), Dispatcher(config));
    }

    /// <summary>For the pipeline.</summary>
    public Reactions Reactions { get; }

    /// <summary>How long the end of the whole may take.</summary>
    public TimeSpan StopLimit => TimeSpan.FromSeconds((2 * config.StopSeconds) + 5);

    /// <summary>The camera behind its button, or the camera itself.</summary>
    /// <exception cref="EdgeCnnException">The button's line does not open.</exception>
    public ICamera Triggered(ICamera camera) => config.Trigger is null
        ? camera
        : new TriggeredCamera(camera, devices.OpenInput(config.Trigger.Pin, config.Trigger.Options), Waiting);

    /// <summary>Runs the pipeline until it ends.</summary>
    /// <param name="pipeline">With this object's reactions.</param>
    /// <param name="frames">The most pictures; 0 for no limit.</param>
    /// <param name="tell">Gets the decisions that the configuration wants to be told.</param>
    /// <param name="totals">Of the run.</param>
    /// <param name="stop">Ends it.</param>
    public void Run(Pipeline pipeline, long frames, Action<Decision> tell, RunTotals totals, CancellationToken stop)
    {
        using var notifier = new ServiceNotifier();
        heartbeat.Beat();
        using var health = new BoardHealth();
        var heat = new HeatWatch(() => health.TryReadTemperature(out double celsius) ? celsius : null, config.MostCelsius, say);
        using var thread = new ServiceThread(notifier, heartbeat, totals, TimeSpan.FromSeconds(config.WatchdogSeconds), say, config.StatusLed is { } led ? () => devices.OpenLight(led) : null, heat);
        using var reload = new ConfigReload(path, config, classifier.Contract.Labels, Replace, notifier, say);
        bool all = config.Log.Decisions == "all", changes = config.Log.Decisions == "changes";
        notifier.Ready();
        try
        {
            pipeline.Run(
                frames,
                decision =>
                {
                    heartbeat.Beat();
                    if (all || (changes && !decision.Changes.IsEmpty))
                        tell(decision);
                },
                stop);
        }
        finally
        {
            notifier.Stopping();
        }

        say($"end after {totals.Frames} pictures");
    }

    public void Dispose() => Reactions.Dispose();

    // Nobody presses: that is no reason to call the pipeline stuck, nor to let a new configuration wait.
    private void Waiting()
    {
        heartbeat.Beat();
        Reactions.TakeNew(classifier);
    }

    private void Replace(AgentConfig next, CancellationToken stop) =>
        Reactions.Replace(new DecisionRules(next.Decisions, classifier.Contract), Dispatcher(next), TakeLimit, stop);

    // An action opens its line at its first event, which may come in a week: a wrong name or a missing right is told now.
    private void TryLines(AgentConfig config)
    {
        foreach (PinActionConfig action in config.Actions.OfType<PinActionConfig>())
        {
            try
            {
                using IOutputPin line = devices.OpenOutput(action.Pin, action.Options);
            }
            catch (EdgeCnnException error)
            {
                say($"{action.Name}: {error.Message} It will be tried again at each event.");
            }
        }
    }

    private void CheckLabels(AgentConfig config)
    {
        var findings = new Findings(path);
        ConfigReader.CheckLabels(config, classifier.Contract.Labels, findings);
        findings.ThrowIfAny();
    }

    // Of a file that is read again, what belongs to the whole process stays as it was at the start.
    private ActionDispatcher Dispatcher(AgentConfig actions) => new(
        new ActionFactory(config.Device, classifier.Contract.Labels, devices.OpenOutput).Make(actions.Actions),
        config.QueueLimit,
        TimeSpan.FromSeconds(config.StopSeconds),
        say);
}
