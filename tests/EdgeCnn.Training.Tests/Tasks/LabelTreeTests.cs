using EdgeCnn.Graph;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Tests.Tasks;

public sealed class LabelTreeTests
{
    private static readonly string[] Leaves = ["animal/cat/tabby", "animal/cat/siam", "animal/dog", "plant"];

    [Fact]
    public void Levels_UnevenTree_LetsEarlyLeavesStandForThemselves()
    {
        LabelTree tree = new(Leaves);
        Assert.Equal(3, tree.Levels.Count);
        Assert.Equal(["animal", "plant"], tree.Levels[0].Nodes);
        Assert.Equal(["animal/cat", "animal/dog", "plant"], tree.Levels[1].Nodes);
        Assert.Equal(Leaves, tree.Levels[2].Nodes);
        Assert.Equal([0, 0, 1, 2], Enumerable.Range(0, 4).Select(tree.Levels[1].NodeOf));
    }

    [Fact]
    public void Sum_AnyProbabilities_GivesParentsTheSumOfTheirChildren()
    {
        LabelTree tree = new(Leaves);
        float[] p = [0.1f, 0.2f, 0.3f, 0.4f];
        Assert.Equal([0.6f, 0.4f], tree.Levels[0].Sum(p), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([0.3f, 0.3f, 0.4f], tree.Levels[1].Sum(p), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(p, tree.Levels[2].Sum(p));
    }

    [Theory]
    [InlineData("animal/", "plant/tree", "'animal/'")]
    [InlineData("animal//cat", "plant/tree", "'animal//cat'")]
    [InlineData("animal/cat", "animal/cat", "two outputs")]
    [InlineData("animal", "animal/cat", "classes below it")]
    public void Create_PathsThatAreNoTree_SaysWhich(string a, string b, string part) =>
        Assert.Contains(part, Assert.Throws<EdgeCnnException>(() => new LabelTree([a, b])).Message, StringComparison.Ordinal);

    [Fact]
    public void IsOf_OneNameWithASlash_IsNoTree()
    {
        Assert.True(LabelTree.IsOf(["animal/cat", "plant/tree"]));
        Assert.False(LabelTree.IsOf(["T-shirt/top", "Trouser"]));
    }
}
