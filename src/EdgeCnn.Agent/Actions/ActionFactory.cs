using EdgeCnn.Agent.Configuration;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Actions;

/// <summary>From a configuration to actions.</summary>
/// <param name="device">How the board calls itself.</param>
/// <param name="labels">The model's labels.</param>
/// <param name="openPin">Opens a line by its name.</param>
internal sealed class ActionFactory(string device, IReadOnlyList<string> labels, Func<string, PinOptions, IOutputPin> openPin)
{
    /// <summary>Makes the actions; none of them touches anything before its first event.</summary>
    public IEnumerable<IAction> Make(IEnumerable<ActionConfig> actions) => actions.Select(Make);

    private IAction Make(ActionConfig action)
    {
        EventFilter filter = EventFilter.Of([.. action.On], labels, action.Enter, action.Leave);
        return action switch
        {
            PinActionConfig pin => new PinAction(pin.Name, filter, () => openPin(pin.Pin, pin.Options), pin.Mode, pin.Time),
            WebhookActionConfig hook => new WebhookAction(hook.Name, filter, Text(), hook.Settings),
            MqttActionConfig mqtt => new MqttAction(mqtt.Name, filter, Text(), mqtt.Settings),
            LogActionConfig log => new LogAction(log.Name, filter, Text(), log.File, log.MaxBytes, log.Files, log.Sync),
            SnapshotActionConfig snapshot => new SnapshotAction(snapshot.Name, filter, labels, snapshot.Settings),
            _ => throw new InvalidOperationException($"{action.Name}: no such action"),
        };
    }

    private EventText Text() => new(labels, device);
}
