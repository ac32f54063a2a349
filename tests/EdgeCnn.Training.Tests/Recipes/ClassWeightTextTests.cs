using EdgeCnn.Graph;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Losses;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Tests.Recipes;

public sealed class ClassWeightTextTests
{
    [Fact]
    public void Parse_Balanced_GivesEachClassTheSameWeightInAll()
    {
        using PictureFolder folder = new();
        foreach (string name in (string[])["a/1.png", "a/2.png", "a/3.png", "b/1.png"])
            folder.Picture(name, name.Sum(c => c));
        IDataset data = NamedData.Parse($"folder:{folder.Root}").Open(train: true);
        Assert.Equal([4f / (2 * 3), 4f / (2 * 1)], ClassWeightText.Parse("balanced", data));
        Assert.Equal([1, 2.5f], ClassWeightText.Parse("1,2.5", data));
        Assert.Null(ClassWeightText.Parse("", data));
        Assert.Contains("3 numbers for 2 classes", Assert.Throws<EdgeCnnException>(() => ClassWeightText.Parse("1,2,3", data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("even")]
    [InlineData("1,-2")]
    [InlineData("0,1")]
    [InlineData("1,NaN")]
    [InlineData("1,,2")]
    public void Parse_OtherWords_AreUsageErrors(string text) => Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => ClassWeightText.Parse(text, null)).ExitCode);

    [Fact]
    public void Loss_Weights_AreForTrainingOnlyAndForClasses()
    {
        Loss loss = LearningTask.Of("multiclass", ["a", "b"], false).Loss(0, [1, 3]);
        float[] outputs = [0, 0], target = [0, 1];
        Assert.Equal(3 * Math.Log(2), loss.Compute(outputs, target, 2, 1, []).Loss, 1e-6);
        Assert.Equal(Math.Log(2), loss.ToJudgeBy.Compute(outputs, target, 2, 1, []).Loss, 1e-6);
        Assert.Throws<EdgeCnnException>(() => LearningTask.Of("multilabel", ["a", "b"], true).Loss(0, [1, 3]));
        Assert.Throws<ArgumentException>(() => loss.Compute([0, 0, 0], [0, 1, 0], 3, 1, []));
    }
}
