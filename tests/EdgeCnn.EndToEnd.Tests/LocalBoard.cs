using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EdgeCnn.EndToEnd.Tests;

/// <summary>
/// A "board" that is a folder of this machine: programs posing as ssh, sudo, systemctl and the like stand first in PATH, run what they
/// are told in a real shell, and keep the service as a real process of the active slot's agent.
/// </summary>
internal sealed class LocalBoard : IDisposable
{
    private const string Ssh = """
        while [ $# -gt 0 ]; do
          case $1 in
            -o) case $2 in ControlPath=*) socket=${2#ControlPath=} ;; esac; shift 2 ;;
            -p | -i) shift 2 ;;
            -N) hold=1; shift ;;
            --) shift; break ;;
            *) echo "ssh: unexpected $1" >&2; exit 255 ;;
          esac
        done
        echo "$*" >>"$BOARD/ssh.log"
        [ "$1" = user@board ] || { echo "ssh: Could not resolve hostname $1" >&2; exit 255; }
        if [ -n "${hold:-}" ]; then touch "$socket"; exec sleep 600; fi
        [ -e "$socket" ] || { echo "ssh: no connection is shared" >&2; exit 255; }
        shift
        exec sh -c "$*"
        """;

    private const string Systemctl = """
        echo "$*" >>"$BOARD/systemctl.log"
        alive() { [ -r "/proc/$1/stat" ] && [ "$(awk '{print $3}' "/proc/$1/stat")" != Z ]; }
        pid=$(cat "$BOARD/pid" 2>/dev/null || echo 0)
        stop() { if alive "$pid"; then kill "$pid"; while alive "$pid"; do sleep 0.05; done; fi; }
        case $1 in
          show) if alive "$pid"; then state=active sub=running; else state=failed sub=failed pid=0; fi
            printf 'LoadState=loaded\nActiveState=%s\nSubState=%s\nNRestarts=0\nMainPID=%s\n' $state $sub "$pid" ;;
          restart) stop
            "$ROOT/current/agent/edgecnn-agent" run "$ROOT/current/model.ecnn" --camera synthetic --fps 5 --no-page >"$BOARD/service.log" 2>&1 </dev/null &
            echo $! >"$BOARD/pid" ;;
          stop) stop ;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-board-").FullName;

    public LocalBoard()
    {
        Directory.CreateDirectory(P("bin"));
        Put("ssh", Ssh);
        Put("systemctl", Systemctl);
        Put("sudo", "shift; FAKE_ROOT=1 exec \"$@\"");
        Put("id", "case $1 in -u) echo $((1000 - 1000 * ${FAKE_ROOT:-0})) ;; *) grep -q \"^$1$\" \"$BOARD/users\" 2>/dev/null ;; esac");
        Put("useradd", "for last; do :; done; echo \"$last\" >>\"$BOARD/users\"");
        Put("usermod", "echo \"$*\" >>\"$BOARD/usermod.log\"");
        Put("getent", "exit 0");
        Put("journalctl", "echo \"journal $*\"");
        Directory.CreateDirectory(P("agent"));
        foreach (string name in (string[])["edgecnn-agent", "edgecnn-agent.dll", "edgecnn-agent.deps.json", "edgecnn-agent.runtimeconfig.json", .. ((string[])["Devices", "Imaging", "Bundles", "Runtime", "Graph", "Kernels"]).Select(part => $"EdgeCnn.{part}.dll")])
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), P($"agent/{name}"));
    }

    /// <summary>The slots' folder.</summary>
    public string Root => P("opt/edgecnn");

    public string P(string name) => Path.Combine(folder, name);

    public string Log(string name) => File.Exists(P(name)) ? File.ReadAllText(P(name)) : "";

    /// <summary>The service's command line, or nothing.</summary>
    public string Service()
    {
        string path = $"/proc/{Log("pid").Trim()}/cmdline";
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    /// <summary>Runs <c>edgecnn</c> on the host.</summary>
    public (int Code, string Output, string Error) Edgecnn(params string[] arguments)
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var start = new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), [Path.Combine(AppContext.BaseDirectory, "edgecnn.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = $"{P("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["BOARD"] = folder;
        start.Environment["DESTDIR"] = folder;
        start.Environment["ROOT"] = Root;
        start.Environment["DOTNET_ROOT"] = dotnet;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(4)), $"edgecnn {string.Join(' ', arguments)} does not end");
        // A service that was started holds no end of ours.
        Assert.True(Task.WaitAll([output, error], TimeSpan.FromSeconds(30)), "somebody keeps the output open");
        return (process.ExitCode, output.Result, error.Result);
    }

    public void Dispose()
    {
        if (int.TryParse(Log("pid"), out int pid) && Service().Contains(folder, StringComparison.Ordinal))
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }

        Directory.Delete(folder, recursive: true);
    }

    private void Put(string name, string script)
    {
        string path = P($"bin/{name}");
        File.WriteAllText(path, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
