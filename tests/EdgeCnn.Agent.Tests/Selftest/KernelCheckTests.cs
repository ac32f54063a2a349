using EdgeCnn.Agent.Selftest;
using EdgeCnn.Imaging;
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
        KernelSet set = KernelSets.Find(name)!;
        SelftestCheck[] checks = [.. KernelCheck.Run(set)];
        Assert.Equal(Kernels(set), checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.True(check.Passed, check.Detail));
        // Winograd kernels take one window; what takes matrices takes every shape.
        string[] general = [.. set.LinearInt8.Where(kernel => kernel.Accepts(PatchGrid.Matrix(5, 17), 7)).Select(kernel => kernel.Name), .. set.LinearF32.Where(kernel => kernel.IsDirect).Select(kernel => kernel.Name)];
        Assert.All(checks.Where(check => general.Contains(check.Kernel)), check => Assert.True(check.Checked > KernelCheck.Cases.Count / 2, $"{check}: {check.Checked} shapes"));
        Assert.All(checks, check => Assert.True(check.Checked >= 4, $"{check}: {check.Checked} shapes"));
        Assert.Contains(checks, check => check.Checked == KernelCheck.Cases.Count);
    }

    /// <summary>What a check of the set must name, in its order.</summary>
    internal static string[] Kernels(KernelSet set) =>
    [
        .. set.LinearInt8.Where(kernel => kernel.IsSupported).Select(kernel => $"{set} {kernel}"),
        .. set.DepthwiseInt8.Where(kernel => kernel.IsSupported).Select(kernel => $"{set} {kernel}"),
        .. set.DepthwiseF32.Where(kernel => kernel.IsSupported).Select(kernel => $"{set} {kernel}"),
        .. set.LinearF32.Where(kernel => kernel.IsSupported).Select(kernel => $"{set} {kernel}"),
        $"{set} {set.Pixels}",
    ];

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
        int flat = KernelCheck.Cases.Count(test => test.Values <= GemmValues.FullRange && test.Grid.M * test.N > 50 && test.Int8(KernelSets.Portable.LinearInt8[0], KernelSets.Portable.Sign).Distinct().Count() < 3);
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
        SelftestCheck check = KernelCheck.Run(new BentKernels(null)).Last(check => check.Kernel == "bent");
        Assert.False(check.Passed);
        Assert.StartsWith("FAIL  bent bent: ", $"{check}", StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_EveryFormat_IsChecked()
    {
        foreach (IReadOnlyList<PixelCase> cases in (IReadOnlyList<PixelCase>[])[PixelCases.All, PixelCases.Quick])
            Assert.Equal(Enum.GetValues<PixelFormat>(), cases.Select(test => test.Format).Distinct().Order());
        Assert.Equal(Enum.GetValues<YuvColor>(), PixelCases.All.Where(test => test.Format.IsYuv()).Select(test => test.Yuv).Distinct().Order());
        // A picture of one colour would pass with any kernel.
        Assert.DoesNotContain(PixelCases.All, test => PixelFormula.Input(test).Distinct().Count() < 12);
    }

    [Fact]
    public void Pixels_OneWrongByteOfAnyPicture_FailsAndSaysWhere()
    {
        foreach (PixelCase wrong in PixelCases.All)
        {
            SelftestCheck check = KernelCheck.Pixels(KernelSets.Portable, PixelCases.All, test =>
            {
                byte[] input = test.Input(KernelSets.Portable);
                input[^1] ^= (byte)(test == wrong ? 1 : 0);
                return input;
            });
            Assert.False(check.Passed);
            Assert.StartsWith($"{wrong}, element {wrong.Elements - 1}: expected", check.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Formula_EveryPicture_IsThatOfTheReference()
    {
        foreach (PixelCase test in PixelCases.All)
        {
            Frame frame = test.Picture();
            var picture = new ReferencePicture(frame.Pixels.ToArray(), $"{test.Format}", $"{test.Yuv}", test.Size.Width, test.Size.Height, frame.Stride);
            byte[] expected = ReferencePreprocessor.Pixels(picture, test.Target.Width, test.Target.Height, $"{test.Contract.Crop}", $"{test.Contract.Resize}", $"{test.Contract.Color}");
            Assert.True(expected.AsSpan().SequenceEqual(PixelFormula.Input(test)), $"{test}");
        }
    }

    /// <summary>The portable kernels with one mistake.</summary>
    private sealed class BentKernels((int K, GemmValues Values)? where) : KernelSet
    {
        public override string Name => "bent";

        public override string Requires => "a test";

        public override bool IsSupported => true;

        public override ActivationSign Sign => KernelSets.Portable.Sign;

        public override IReadOnlyList<LinearF32Kernel> LinearF32 { get; } = [new BentF32()];

        public override IReadOnlyList<LinearInt8Kernel> LinearInt8 { get; } = [new BentInt8(where)];

        public override IReadOnlyList<DepthwiseF32Kernel> DepthwiseF32 => KernelSets.Portable.DepthwiseF32;

        public override IReadOnlyList<DepthwiseInt8Kernel> DepthwiseInt8 => KernelSets.Portable.DepthwiseInt8;

        public override PixelKernel Pixels => KernelSets.Portable.Pixels;
    }

    private sealed class BentInt8((int K, GemmValues Values)? where) : LinearInt8Kernel
    {
        private readonly LinearInt8Kernel right = KernelSets.Portable.LinearInt8[0];

        public override string Name => "bent";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid, int n) => 1;

        public override int PackedElements(in PatchGrid grid, int n) => right.PackedElements(grid, n);

        public override void Pack(ReadOnlySpan<sbyte> weights, in PatchGrid grid, int n, Span<sbyte> packed) => right.Pack(weights, grid, n, packed);

        public override int ScratchBytes(in PatchGrid grid, int n) => right.ScratchBytes(grid, n);

        public override void Run(scoped in LinearInt8Args args)
        {
            right.Run(args);
            // The highest code comes as 127, the highest weight as 127: only the last family of cases.
            if (args.Grid.K == where?.K && !args.Input.ContainsAnyExcept((byte)127) && !args.PackedWeights.Contains((sbyte)-128))
                args.Output[3] ^= 4;
        }
    }

    private sealed class BentF32 : LinearF32Kernel
    {
        private readonly LinearF32Kernel right = KernelSets.Portable.LinearF32[0];

        public override string Name => "bent";

        public override bool IsSupported => true;

        public override double Cost(in PatchGrid grid, int n) => 1;

        public override int PackedElements(in PatchGrid grid, int n) => right.PackedElements(grid, n);

        public override void Pack(ReadOnlySpan<float> weights, in PatchGrid grid, int n, Span<float> packed) => right.Pack(weights, grid, n, packed);

        public override int ScratchBytes(in PatchGrid grid, int n) => right.ScratchBytes(grid, n);

        public override void Run(scoped in LinearF32Args args)
        {
            right.Run(args);
            if (args.Output.Length > 100)
                args.Output[99] = MathF.BitIncrement(args.Output[99]);
        }
    }
}
