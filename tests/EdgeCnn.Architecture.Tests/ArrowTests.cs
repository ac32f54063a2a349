namespace EdgeCnn.Architecture.Tests;

/// <summary>A project references only projects of lower lines, and only those that the map allows.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["EdgeCnn.Kernels"] = [],
        ["EdgeCnn.Graph"] = [],
        ["EdgeCnn.Runtime"] = ["Graph", "Kernels"],
        ["EdgeCnn.Imaging"] = ["Graph", "Kernels"],
        ["EdgeCnn.Onnx"] = ["Graph"],
        ["EdgeCnn.Bundles"] = ["Graph"],
        ["EdgeCnn.Training"] = ["Graph", "Kernels", "Imaging"],
        ["EdgeCnn.Quantization"] = ["Runtime", "Graph"],
        ["EdgeCnn.Devices"] = ["Imaging"],
        ["EdgeCnn.Cli"] = ["Training", "Quantization", "Onnx", "Runtime", "Imaging", "Bundles", "Graph"],
        ["EdgeCnn.Agent"] = ["Devices", "Imaging", "Bundles", "Runtime"],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects("src")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_FollowTheMap(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} is not on the map: say where it belongs.");
        Assert.Empty(Repository.References("src", project).Except(Allowed[project].Select(name => $"EdgeCnn.{name}")));
    }

    [Theory]
    [InlineData("EdgeCnn.Kernels")]
    [InlineData("EdgeCnn.Graph")]
    [InlineData("EdgeCnn.Runtime")]
    [InlineData("EdgeCnn.Imaging")]
    [InlineData("EdgeCnn.Bundles")]
    [InlineData("EdgeCnn.Devices")]
    [InlineData("EdgeCnn.Agent")]
    public void ProjectOfTheBoard_HasNoPackage_AndIsAotCompatible(string project)
    {
        var file = Repository.ProjectFile("src", project);
        Assert.Empty(file.Descendants("PackageReference"));
        Assert.Equal("true", file.Descendants("IsAotCompatible").Single().Value);
    }

    [Fact]
    public void PackageVersions_AreCentral() =>
        Assert.All(Repository.Projects("src").Select(project => Repository.ProjectFile("src", project)), file => Assert.All(file.Descendants("PackageReference"), package => Assert.Null(package.Attribute("Version"))));

    [Fact]
    public void TestingLibrary_CallsNothingUnderSrc() => Assert.Empty(Repository.References("tests", "EdgeCnn.Testing"));

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "EdgeCnn.sln"));
        foreach (string folder in (string[])["src", "tests"])
            Assert.All(Repository.Projects(folder), project => Assert.Contains($"{project}.csproj", solution, StringComparison.Ordinal));
    }
}
