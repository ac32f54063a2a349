using EdgeCnn.Agent.Tuning;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>A model behind its first result, and where the time until then went. Nothing else is touched before, since a short start is made of little things.</summary>
/// <param name="Model">The model.</param>
/// <param name="Session">The session with the first number of threads.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="ResidentBytes">Bytes of the process in memory.</param>
internal sealed record ModelStart(AgentModel Model, InferenceSession Session, RandomInputs Inputs, StartTimes Times, long? ResidentBytes)
{
    /// <summary>Opens a model and runs it once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="opener">Makes the session.</param>
    /// <param name="threads">Its threads.</param>
    /// <param name="main">The stopwatch at the program's first line; at this one for a further model.</param>
    /// <exception cref="EdgeCnnException">The file is damaged, or no kernel set can run the model.</exception>
    public static ModelStart Of(string path, CheckedModel opener, int threads, long main)
    {
        var times = new StartTimes(main);
        times.Begin();
        AgentModel model = AgentModel.Read(path);
        times.Read();
        InferenceSession session = opener.Open(model, new SessionOptions { Threads = threads });
        times.Planned();
        var inputs = new RandomInputs(model.Graph);
        SteadyRuns.Once(session, inputs, SteadyRuns.Outputs(session));
        times.First();
        return new ModelStart(model, session, inputs, times, ProcessMemory.ResidentBytes);
    }
}
