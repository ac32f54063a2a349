using System.Text.Json;
using System.Xml.Linq;

namespace EdgeCnn.Cli.Tests.Commands.Show;

public sealed class ShowOptimizersTests
{
    [Fact]
    public void Optimizers_Course_DrawsSevenWalksAndTellsTheirEnds()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgecnn-{Guid.NewGuid():N}.svg");
        try
        {
            JsonElement json = EdgecnnProcess.RunJson("show", "optimizers", "--out", path);
            JsonElement[] walks = [.. json.GetProperty("optimizers").EnumerateArray()];
            Assert.Equal(7, walks.Length);
            JsonElement sgd = walks.Single(walk => walk.GetProperty("name").GetString() == "SGD");
            Assert.Equal(-0.60049, sgd.GetProperty("x1").GetDouble(), 4);
            Assert.Equal(-0.18227, sgd.GetProperty("x2").GetDouble(), 4);
            Assert.Contains("RMSProp", XDocument.Load(path).Root!.Value, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
