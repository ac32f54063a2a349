using EdgeCnn.Training.Lessons;

namespace EdgeCnn.Training.Tests.Lessons;

/// <summary>The ends that the formulas give, computed apart from this code.</summary>
public sealed class OptimizerLessonTests
{
    [Theory]
    [InlineData("SGD", -0.60049, -0.18227)]
    [InlineData("momentum 0.9", -0.00265, -0.01325)]
    [InlineData("NAG", -0.00060, 0.00028)]
    [InlineData("NAG, Keras' form", -0.00114, -0.00063)]
    [InlineData("Adagrad", -3.29394, 2.31418)]
    [InlineData("RMSProp", 0, 0)]
    [InlineData("Adam", -0.10862, -0.11893)]
    public void Walk_Course_EndsWhereTheFormulasDo(string name, double x1, double x2)
    {
        var (_, rate, create) = OptimizerLesson.Cases.Single(one => one.Name == name);
        var places = OptimizerLesson.Walk(create(), rate);
        Assert.Equal(OptimizerLesson.Steps + 1, places.Count);
        Assert.Equal((-5d, 4d), places[0]);
        Assert.InRange(places[^1].X1 - x1, -1.5e-5, 1.5e-5);
        Assert.InRange(places[^1].X2 - x2, -1.5e-5, 1.5e-5);
    }
}
