using EdgeCnn.Agent.Selftest;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent;

/// <summary>
/// Makes a session whose kernels have just been found right on this processor: those that the plan uses are run on a few small
/// shapes; a wrong one is left out and the next candidate taken, from the next set where a set has none left. Measured choices that
/// lie beside the model are used where they are for this processor, set and model.
/// </summary>
/// <param name="sets">The kernel sets to try, best first.</param>
/// <param name="processor">This processor, as a tune file names it; asked only where there is such a file.</param>
/// <param name="warn">Gets a line for everything that is not as it should be.</param>
internal sealed class CheckedModel(IReadOnlyList<KernelSet> sets, Func<string> processor, Action<string> warn)
{
    /// <summary>For this processor.</summary>
    /// <param name="kernels">The kernel set to force, or null for all that it has.</param>
    /// <param name="error">Opens what gets warnings; mostly there are none.</param>
    /// <exception cref="EdgeCnnException">The set is unknown or not for this processor.</exception>
    public static CheckedModel Of(string? kernels, Func<TextWriter> error) =>
        new(kernels is null ? KernelSets.Supported : [KernelChoice.Of(kernels)], static () => ProcessorInfo.Read().Identity, line => error().WriteLine($"edgecnn-agent: {line}"));

    /// <summary>Plans a model.</summary>
    /// <exception cref="EdgeCnnException">The model cannot be planned, or no set has a right kernel for one of its layers.</exception>
    public InferenceSession Open(AgentModel model, SessionOptions options)
    {
        string tunePath = TuneFile.PathOf(model.Path);
        TuneFile? tune = TuneFile.TryRead(tunePath, out string? why);
        if (why is not null)
            warn($"{tunePath} {why}; it is not used");
        for (int i = 0; ; i++)
        {
            SessionOptions own = options with { KernelSet = sets[i], KernelChoices = Choices(tune, tunePath, sets[i], model) };
            try
            {
                return OpenWith(model.Graph, own, tunePath);
            }
            catch (EdgeCnnException error) when (error.ExitCode == ExitCode.CheckFailed && i + 1 < sets.Count)
            {
                warn($"{error.Message} Trying kernel set '{sets[i + 1]}'");
            }
        }
    }

    private InferenceSession OpenWith(NetworkGraph graph, SessionOptions options, string tunePath)
    {
        var right = new HashSet<string>();
        while (true)
        {
            InferenceSession session = Plan(graph, ref options, tunePath);
            // A name that stands for no candidate is not in a set's lists.
            string[] used = [.. session.Plan.Steps.Where(step => !step.Candidates.IsEmpty && !right.Contains(step.Kernel)).Select(step => step.Kernel).Distinct()];
            SelftestCheck[] wrong = [.. KernelCheck.Quick(options.KernelSet!, used).Where(check => !check.Passed && check.Checked > 0)];
            if (wrong.Length == 0)
                return session;
            foreach (SelftestCheck check in wrong)
                warn($"kernel {check.Kernel} of set '{options.KernelSet}' is wrong on this processor and is left out ({check.Detail}); see 'edgecnn-agent selftest'");
            right.UnionWith(used);
            options = options with { WithoutKernels = [.. options.WithoutKernels, .. wrong.Select(check => check.Kernel!)] };
        }
    }

    // A file may name kernels that this version has no more, or that do not take their layer.
    private InferenceSession Plan(NetworkGraph graph, ref SessionOptions options, string tunePath)
    {
        if (options.KernelChoices.Count == 0)
            return InferenceSession.Create(graph, options);
        try
        {
            return InferenceSession.Create(graph, options);
        }
        catch (EdgeCnnException error) when (error.ExitCode == ExitCode.Usage)
        {
            warn($"{tunePath} is not used: {error.Message}");
            options = options with { KernelChoices = new SessionOptions().KernelChoices };
            return InferenceSession.Create(graph, options);
        }
    }

    private IReadOnlyDictionary<string, string> Choices(TuneFile? tune, string path, KernelSet set, AgentModel model)
    {
        string? why = tune is null ? null
            : tune.Processor != processor() ? $"is for processor {tune.Processor}, this is {processor()}"
            : tune.Kernels != set.Name ? $"is for kernel set '{tune.Kernels}', '{set}' is used"
            : tune.Model != model.Fingerprint ? "is for another model"
            : null;
        if (tune is not null && why is null)
            return tune.Choices;
        if (why is not null)
            warn($"{path} {why}; it is not used. Measure again: edgecnn-agent tune {model.Path}");
        return new SessionOptions().KernelChoices;
    }
}
