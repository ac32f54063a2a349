using System.Text.RegularExpressions;

namespace EdgeCnn.Architecture.Tests;

/// <summary>Rules that the compiler cannot check.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 400;
    private const int MaxMicroKernelLines = 250;
    private const int MaxProgramLines = 60;

    public static IEnumerable<object[]> Projects =>
        ((string[])["src", "tests"]).SelectMany(folder => Repository.Projects(folder).Select(project => new object[] { folder, project }));

    [Theory]
    [MemberData(nameof(Projects))]
    public void SourceFiles_StayBelowTheirLimits(string folder, string project)
    {
        foreach (string source in Repository.Sources(folder, project))
        {
            int lines = Repository.Lines(folder, project, source).Length;
            int limit = Path.GetFileName(source) == "Program.cs" ? MaxProgramLines
                : Regex.IsMatch(source, "(Gemm|X64)/(Int8|F32)") ? MaxMicroKernelLines
                : MaxLines;
            Assert.True(lines <= limit, $"{project}/{source} has {lines} lines, at most {limit}.");
        }
    }

    [Fact]
    public void HardwareIntrinsics_AreOnlyInKernels()
    {
        foreach (string project in Repository.Projects("src").Where(project => project != "EdgeCnn.Kernels"))
            Assert.All(Repository.Sources("src", project), source => Assert.DoesNotContain(Repository.Lines("src", project, source), line => line.Contains("System.Runtime.Intrinsics", StringComparison.Ordinal)));
    }

    [Fact]
    public void UnsafeCode_IsOnlyWhereItIsAllowed()
    {
        foreach (string project in Repository.Projects("src").Where(project => project != "EdgeCnn.Kernels"))
        {
            foreach (string source in Repository.Sources("src", project).Where(source => !source.Contains("Interop/", StringComparison.Ordinal) && source != "Format/MappedWeights.cs"))
            {
                Assert.DoesNotContain(Repository.Lines("src", project, source), line => UnsafeWord().IsMatch(line));
                Assert.DoesNotContain(Repository.Lines("src", project, source), line => line.Contains("LibraryImport", StringComparison.Ordinal) || line.Contains("DllImport", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void UnsafeBlocks_AreSwitchedOnOnlyWhereAFileMayUseThem() => Assert.Equal(
        ["EdgeCnn.Bundles", "EdgeCnn.Devices", "EdgeCnn.Graph", "EdgeCnn.Kernels", "EdgeCnn.Runtime"],
        Repository.Projects("src").Where(project => Repository.ProjectFile("src", project).Descendants("AllowUnsafeBlocks").Any()));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_AreFolderPaths(string folder, string project)
    {
        foreach (string source in Repository.Sources(folder, project))
        {
            string? declared = Repository.Lines(folder, project, source).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            string path = Path.GetDirectoryName(source) is { Length: > 0 } sub ? $"{project}.{sub.Replace('/', '.')}" : project;
            // A program of top-level statements has no namespace.
            if (declared is not null || Path.GetFileName(source) != "Program.cs")
                Assert.Equal($"namespace {path};", declared);
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void TypeNames_SayWhatTheyAre(string folder, string project) =>
        Assert.All(Repository.Sources(folder, project), source => Assert.DoesNotMatch("(Utils|Utilities|Helpers?|Managers?|Common)\\.cs$", source));

    [Fact]
    public void Tests_MirrorTheFoldersOfTheirProject()
    {
        foreach (string project in Repository.Projects("src"))
        {
            string tests = $"{project}.Tests";
            Assert.Contains(tests, Repository.Projects("tests"));
            var folders = Repository.Sources("tests", tests).Select(source => Path.GetDirectoryName(source)!).Where(path => path.Length > 0).Distinct();
            Assert.All(folders, path => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", project, path)), $"{tests}/{path} mirrors no folder of {project}."));
        }
    }

    [Fact]
    public void Readmes_EveryProjectHasOne() =>
        Assert.All(Repository.Projects("src"), project => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", project, "README.md")), $"{project} has no README.md."));

    // The modifier or the block; the word in a message is no harm.
    [GeneratedRegex(@"^\s*(\w+\s+)*unsafe(\s+(\w|\*|<|>)+)*\s*[({:]|^\s*(\w+\s+)*unsafe\s+(static|class|struct|partial|sealed|delegate|void|ref)\b")]
    private static partial Regex UnsafeWord();
}
