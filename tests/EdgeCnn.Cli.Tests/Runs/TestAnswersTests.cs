using EdgeCnn.Cli.Runs;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Cli.Tests.Runs;

public sealed class TestAnswersTests
{
    // Logits whose softmax is known: ln 1, ln 3 and so on.
    private static readonly float Ln3 = MathF.Log(3), Ln9 = MathF.Log(9);

    [Fact]
    public void Answers_Multiclass_AreCountedAndTheSurestMistakeComesFirst()
    {
        var answers = Answers(new Fixed([[0], [1], [1], [0], []]), [Ln3, 0, 0, Ln3, Ln3, 0, 0, Ln9, 5, 0], ModelTask.Multiclass);
        ConfusionCounts confusion = answers.Confusion()!;
        Assert.Equal((1, 1, 1, 1), (confusion.Counts[0, 0], confusion.Counts[0, 1], confusion.Counts[1, 0], confusion.Counts[1, 1]));
        Assert.Equal([0.75, 0.75, 0.75, 0.9], answers.Confidences.Select(value => Math.Round(value, 5)));
        Assert.Equal([true, true, false, false], answers.Right);
        Assert.Equal([(3, 1, 0.9), (2, 0, 0.75)], answers.Mistakes(5).Select(said => (said.Picture, said.Answer, Math.Round(said.Probability, 5))));
        Assert.Equal((3, 1), (answers.Mistakes(1)[0].Picture, answers.Mistakes(1).Count));
        RocSeries question = Assert.Single(answers.Questions());
        Assert.Equal([false, true, true, false], question.Positive);
    }

    [Fact]
    public void Answers_Multilabel_AreQuestionsOfYesAndNo()
    {
        var answers = Answers(new Fixed([[0, 1], [], [1]]), [Ln3, Ln3, 0, 0, -Ln3, 0], ModelTask.Multilabel);
        Assert.Null(answers.Confusion());
        Assert.Empty(answers.Mistakes(3));
        RocSeries[] questions = [.. answers.Questions()];
        Assert.Equal(["a", "b"], questions.Select(question => question.Name));
        Assert.Equal([0.75, 0.5, 0.25], questions[0].Scores.Select(score => Math.Round(score, 5)));
        Assert.Equal([true, false, true], questions[1].Positive);
    }

    [Fact]
    public void Answers_Binary_AreTheClassOrNot()
    {
        var answers = Answers(new OneClassDataset(new Fixed([[1], [0], [1], [0]]), "b"), [Ln3, -Ln3, -Ln9, Ln3], ModelTask.Binary);
        Assert.Equal(["not b", "b"], answers.Classes);
        ConfusionCounts confusion = answers.Confusion()!;
        Assert.Equal((1, 1, 1, 1), (confusion.Counts[0, 0], confusion.Counts[0, 1], confusion.Counts[1, 0], confusion.Counts[1, 1]));
        Assert.Equal([0.75, 0.75, 0.9, 0.75], answers.Confidences.Select(value => Math.Round(value, 5)));
        Assert.Equal([(2, 0), (3, 1)], answers.Mistakes(5).Select(said => (said.Picture, said.Answer)));
        Assert.Equal([true, false, true, false], Assert.Single(answers.Questions()).Positive);
    }

    /// <summary>A picture that could not be read is asked nothing, and those behind it keep their numbers.</summary>
    [Fact]
    public void Answers_UnreadablePicture_IsLeftOut()
    {
        var answers = new TestAnswers(new Fixed([[0], [1], [0]]), new Predictions([0, Ln3, 0, Ln3, 0, Ln9], [1, 0, float.NaN, 0, 1, 0], 2), ModelTask.Multiclass);
        Assert.Equal([false, false], answers.Right);
        Assert.Equal([2, 0], answers.Mistakes(5).Select(said => said.Picture));
    }

    private static TestAnswers Answers(IDataset data, float[] logits, ModelTask task) => new(data, new Predictions(logits, new float[logits.Length], data.Labels.Count), task);

    private sealed class Fixed(int[][] labels) : IDataset
    {
        public int Count => labels.Length;

        public IReadOnlyList<string> Labels => ["a", "b"];

        public ImageView Picture(int index) => throw new NotSupportedException();

        public int Label(int index) => labels[index] is [var first, ..] ? first : -1;

        public IReadOnlyList<int> LabelsOf(int index) => labels[index];
    }
}
