using System.Runtime.InteropServices;
using EdgeCnn.Agent.Doctor;
using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class ProcessorFindingsTests
{
    [Theory]
    [InlineData("Features\t: fp asimd asimddp\n", Architecture.Arm64, "AdvSimd", "DOTNET_EnableArm64Dp=0")]
    [InlineData("Features\t: fp asimd asimddp\n", Architecture.Arm64, "AdvSimd Dp", null)]
    [InlineData("Features\t: fp asimd\n", Architecture.Arm64, "AdvSimd", null)]
    [InlineData("flags\t: sse avx2 fma\n", Architecture.X64, "Fma", "DOTNET_EnableAVX2=0")]
    [InlineData("flags\t: sse avx2 fma\n", Architecture.X64, "Avx2 Fma", null)]
    public void Of_InstructionsThatDotnetDoesNotUse_MustBeFixed(string cpuinfo, Architecture architecture, string instructions, string? remedy)
    {
        using var folder = new TestFolder();
        folder.Put("proc/cpuinfo", System.Text.Encoding.ASCII.GetBytes(cpuinfo));
        Finding[] fix = [.. ProcessorFindings.Of(ProcessorInfo.Read(folder.Root), 4, instructions.Split(' '), architecture).Where(finding => finding.Level == FindingLevel.Fix)];
        if (remedy is null)
            Assert.Empty(fix);
        else
            Assert.Contains(remedy, Assert.Single(fix).Remedy, StringComparison.Ordinal);
    }
}
