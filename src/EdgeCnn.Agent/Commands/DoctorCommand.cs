using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Doctor;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Isa;
using EdgeCnn.Runtime.Execution;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent doctor</c>: is this board fit to run models, and what is to be done?</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="root">The file system's root; another one in tests.</param>
/// <param name="sets">Kernel sets, best first; others in tests.</param>
internal sealed class DoctorCommand(DoctorOptions options, Stream output, string root = "/", IReadOnlyList<KernelSet>? sets = null)
{
    private readonly IReadOnlyList<KernelSet> sets = sets ?? KernelSets.All;

    /// <returns>0, or 4 if something must be fixed.</returns>
    public int Run()
    {
        var board = new BoardInfo(root);
        ProcessorInfo processor = ProcessorInfo.Read(root);
        int fastCores = CoreTopology.Read(Path.Combine(root, "sys/devices/system/cpu"), Environment.ProcessorCount).FastCores;
        string[] instructions = [.. InstructionSets.All.Where(set => set.Supported).Select(set => set.Name)];
        // A further area of the board is one more line here.
        Finding[] findings =
        [
            new Finding("board", FindingLevel.Ok, board.Model()),
            .. ProcessorFindings.Of(processor, fastCores, instructions, RuntimeInformation.ProcessArchitecture),
            .. KernelFindings.Of(sets),
        ];
        bool ok = findings.All(finding => finding.Level != FindingLevel.Fix);
        if (options.Json)
        {
            KernelSetState[] states = KernelFindings.States(sets);
            var report = new DoctorReport(ok, board.Model(), processor.Identity, processor.Name, fastCores, instructions, states, states.First(state => state.Chosen).Name, findings);
            output.Write([.. JsonSerializer.SerializeToUtf8Bytes(report, DoctorJson.Default.DoctorReport), (byte)'\n']);
        }
        else
        {
            int fix = findings.Count(finding => finding.Level == FindingLevel.Fix);
            output.Write(Encoding.UTF8.GetBytes($"{string.Join('\n', findings.AsEnumerable())}\n{(ok ? "nothing to fix" : $"{fix} to fix")}\n"));
        }

        return (int)(ok ? ExitCode.Ok : ExitCode.Device);
    }
}
