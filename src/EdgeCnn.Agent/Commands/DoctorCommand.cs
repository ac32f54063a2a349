using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Benchmarks;
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
/// <param name="cameras">Lists the cameras; what the kernel lists, without formats, if nobody knows better.</param>
internal sealed class DoctorCommand(DoctorOptions options, Stream output, string root = "/", IReadOnlyList<KernelSet>? sets = null, Func<IEnumerable<CameraListing>>? cameras = null)
{
    private const string AgentFolder = "opt/edgecnn";

    private readonly IReadOnlyList<KernelSet> sets = sets ?? KernelSets.All;

    /// <returns>0, or 4 if something must be fixed.</returns>
    public int Run()
    {
        DoctorReport report = Look();
        if (options.Json)
        {
            output.Write([.. JsonSerializer.SerializeToUtf8Bytes(report, DoctorJson.Default.DoctorReport), (byte)'\n']);
        }
        else
        {
            int fix = report.Findings.Count(finding => finding.Level == FindingLevel.Fix);
            output.Write(Encoding.UTF8.GetBytes($"{string.Join('\n', report.Findings.AsEnumerable())}\n{(report.Ok ? "nothing to fix" : $"{fix} to fix")}\n"));
        }

        return (int)(report.Ok ? ExitCode.Ok : ExitCode.Device);
    }

    private DoctorReport Look()
    {
        string board = new BoardInfo(root).Model();
        ProcessorInfo processor = ProcessorInfo.Read(root);
        int fastCores = CoreTopology.Read(Path.Combine(root, "sys/devices/system/cpu"), Environment.ProcessorCount).FastCores;
        string[] instructions = [.. InstructionSets.All.Where(set => set.Supported).Select(set => set.Name)];
        BoardReading reading = new SysfsSensors(root).Read();
        DoctorMemory memory = Memory(out string folder);
        var (found, cameraFindings) = CameraFindings.Of(cameras ?? (() => CameraFindings.Listed(root)));
        // A further area of the board is one more line here.
        Finding[] findings =
        [
            new Finding("board", FindingLevel.Ok, board),
            .. UserlandFindings.Of(board, nint.Size, root),
            .. ProcessorFindings.Of(processor, fastCores, instructions, RuntimeInformation.ProcessArchitecture),
            .. KernelFindings.Of(sets),
            .. PowerFindings.Of(reading),
            .. MemoryFindings.Of(memory.TotalBytes, memory.AvailableBytes, memory.PageBytes),
            .. DiskFindings.Of(folder, memory.FreeDiskBytes),
            ClockFindings.Of(DateTime.UtcNow, ClockFindings.BuildYear),
            .. cameraFindings,
            .. RightsFindings.Of(root),
            .. PackageFindings.Of(Environment.GetEnvironmentVariable("PATH")),
        ];
        KernelSetState[] states = KernelFindings.States(sets);
        return new DoctorReport(
            findings.All(finding => finding.Level != FindingLevel.Fix),
            board,
            processor.Identity,
            processor.Name,
            fastCores,
            instructions,
            states,
            states.First(state => state.Chosen).Name,
            new DoctorSensors(reading.Celsius, reading.ClockMHz, reading.Throttling?.ToString()),
            memory,
            found,
            findings);
    }

    private DoctorMemory Memory(out string folder)
    {
        string? text = new SystemText(root).Read("proc/meminfo");
        folder = Path.Combine(root, AgentFolder);
        if (!Directory.Exists(folder))
            folder = root;
        return new DoctorMemory(ProcessMemory.Field(text, "MemTotal"), ProcessMemory.Field(text, "MemAvailable"), Environment.SystemPageSize, DiskFindings.FreeBytes(folder));
    }
}
