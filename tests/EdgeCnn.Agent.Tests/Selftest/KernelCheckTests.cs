using EdgeCnn.Agent.Selftest;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Tests.Selftest;

public sealed class KernelCheckTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_EverySetOfThisProcessor_Passes(string name)
    {
        SelftestCheck[] checks = [.. KernelCheck.Run(KernelSets.Find(name)!)];
        Assert.Equal([$"{name} int8", $"{name} float"], checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.True(check.Passed, check.Detail));
        Assert.All(checks, check => Assert.Equal(KernelCheck.Cases.Count, check.Checked));
    }

    [Fact]
    public void Cases_Always_HoldOddSizesPaddingAndExtremes()
    {
        Assert.Contains(KernelCheck.Cases, test => test.Grid.PadTop > 0 && test.Grid.StrideH > 1);
        Assert.Contains(KernelCheck.Cases, test => test.Grid.DilationW > 1);
        Assert.Contains(KernelCheck.Cases, test => test.N % 2 == 1 && test.Grid.M % 2 == 1 && test.Grid.K % 2 == 1);
        Assert.Equal(Enum.GetValues<GemmValues>(), KernelCheck.Cases.Select(test => test.Values).Distinct().Order());
    }

    [Fact]
    public void Int8_EveryCase_GivesMoreThanOneCode()
    {
        // A case whose outputs are all saturated would pass with any kernel.
        int flat = KernelCheck.Cases.Count(test => test.Values <= GemmValues.FullRange && test.Grid.M * test.N > 50 && test.Int8(KernelSets.Portable).Distinct().Count() < 3);
        Assert.Equal(0, flat);
    }

    [Fact]
    public void Run_OneWrongCodeInTheLastShape_FailsAndSaysWhere()
    {
        GemmCase last = KernelCheck.Cases[^1];
        SelftestCheck check = KernelCheck.Run(new BentKernels((last.Grid.K, last.Values))).First();
        Assert.False(check.Passed);
        Assert.Contains($"{last}, element 3: expected", check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneFloatBit_Fails()
    {
        SelftestCheck check = KernelCheck.Run(new BentKernels(null)).Last();
        Assert.False(check.Passed);
        Assert.StartsWith("FAIL  bent float: ", $"{check}", StringComparison.Ordinal);
    }

    /// <summary>The portable kernels with one mistake.</summary>
    private sealed class BentKernels((int K, GemmValues Values)? where) : KernelSet
    {
        public override string Name => "bent";

        public override string Requires => "a test";

        public override bool IsSupported => true;

        public override ActivationSign Sign => KernelSets.Portable.Sign;

        public override GemmFormat Int8Format => KernelSets.Portable.Int8Format;

        public override GemmFormat F32Format => KernelSets.Portable.F32Format;

        public override void GemmInt8(scoped in GemmInt8Args args)
        {
            KernelSets.Portable.GemmInt8(args);
            // The highest code comes as 127, the highest weight as 127: only the last family of cases.
            if (args.Grid.K == where?.K && !args.Input.ContainsAnyExcept((byte)127) && !args.WeightsHoldMinimum)
                args.Output[3] ^= 4;
        }

        public override void GemmF32(scoped in GemmF32Args args)
        {
            KernelSets.Portable.GemmF32(args);
            if (args.Output.Length > 100)
                args.Output[99] = MathF.BitIncrement(args.Output[99]);
        }
    }
}
