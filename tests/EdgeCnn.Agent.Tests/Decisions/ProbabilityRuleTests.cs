using EdgeCnn.Agent.Decisions;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class ProbabilityRuleTests
{
    [Theory]
    [InlineData(1f, 0.88079708)]
    [InlineData(2f, 0.73105858)]
    [InlineData(0.5f, 0.98201379)]
    public void Apply_Softmax_DividesLogitsByTheTemperature(float temperature, double expected)
    {
        // Two classes, logits 2 and 0: 1 / (1 + e^(-2/T)).
        foreach (bool given in (bool[])[false, true])
        {
            float[] p = given ? [0.88079708f, 0.11920292f] : [2, 0];
            new ProbabilityRule(softmax: true, given).Apply(p, temperature);
            Assert.Equal(expected, p[0], 1e-6);
            Assert.Equal(1 - expected, p[1], 1e-6);
        }
    }

    [Theory]
    [InlineData(1f, 0.73105858, 0.5, 0.04742587)]
    [InlineData(3f, 0.58257021, 0.5, 0.26894142)]
    public void Apply_Sigmoid_JudgesEachLabelAlone(float temperature, double first, double second, double third)
    {
        // 1 / (1 + e^(-x/T)) of 1, 0 and -3.
        foreach (bool given in (bool[])[false, true])
        {
            float[] p = given ? [0.73105858f, 0.5f, 0.04742587f] : [1, 0, -3];
            new ProbabilityRule(softmax: false, given).Apply(p, temperature);
            Assert.Equal(first, p[0], 2e-6);
            Assert.Equal(second, p[1], 2e-6);
            Assert.Equal(third, p[2], 2e-6);
        }
    }

    [Fact]
    public void Apply_ExtremeValues_StaySharesOrBecomeNaN()
    {
        float[] p = [1e30f, -1e30f, float.PositiveInfinity, float.NaN];
        new ProbabilityRule(softmax: false, given: false).Apply(p, 1);
        Assert.Equal([1, 0, float.NaN, float.NaN], p);
        float[] certain = [1, 0];
        new ProbabilityRule(softmax: true, given: true).Apply(certain, 0.01f);
        Assert.Equal([1, 0], certain);
    }

    [Theory]
    [InlineData(ModelTask.Multiclass, 3, true)]
    [InlineData(ModelTask.Binary, 2, true)]
    [InlineData(ModelTask.Binary, 1, false)]
    [InlineData(ModelTask.Multilabel, 3, false)]
    public void IsSoftmax_Tasks_FollowTheContract(ModelTask task, int labels, bool expected) =>
        Assert.Equal(expected, ProbabilityRule.IsSoftmax(SmallGraph.Build(new float[labels], task: task).Contract!));
}
