using System.Text;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent check</c>: is a configuration right, before a service depends on it?</summary>
/// <param name="file">The file.</param>
/// <param name="output">Standard output.</param>
internal sealed class CheckCommand(string file, Stream output)
{
    /// <returns>0.</returns>
    /// <exception cref="EdgeCnnException">Something is wrong with it.</exception>
    public int Run()
    {
        AgentConfig config = ConfigReader.Load(file);
        string actions = config.Actions.Count == 0 ? "no actions" : string.Join(", ", config.Actions.Select(action => action.Name));
        output.Write(Encoding.UTF8.GetBytes($"{file} is right: {(config.Model.Length > 0 ? config.Model : "no model")}, camera {(config.Camera.Length > 0 ? config.Camera : "none")}, {actions}\n"));
        return (int)ExitCode.Ok;
    }
}
