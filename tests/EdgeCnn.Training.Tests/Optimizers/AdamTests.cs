using EdgeCnn.Graph;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Training.Tests.Optimizers;

public sealed class AdamTests
{
    /// <summary>J = x1² + 2·x2² − x1·x2 from (−5, 4), 100 steps, η = 0.1, ε = 1e-7: the end point of the formulas.</summary>
    [Fact]
    public void Step_HundredOnTheCoursesFunction_EndsWhereTheFormulasEnd()
    {
        var w = new Parameter("w", new Shape(2));
        (w.Value[0], w.Value[1]) = (-5f, 4f);
        var adam = new Adam(0.1f, epsilon: 1e-7f);
        for (int i = 0; i < 100; i++)
        {
            w.Gradient[0] = (2 * w.Value[0]) - w.Value[1];
            w.Gradient[1] = (4 * w.Value[1]) - w.Value[0];
            adam.Step([w], new Slices(1));
        }

        Assert.Equal(-0.10862, w.Value[0], 5e-5);
        Assert.Equal(-0.11893, w.Value[1], 5e-5);
    }

    [Fact]
    public void Step_VectorAndRemainder_GiveTheSameBits()
    {
        var whole = new Parameter("whole", new Shape(37));
        var single = Enumerable.Range(0, 37).Select(i => new Parameter($"{i}", new Shape(1))).ToArray();
        var random = new Random(1);
        Adam a = new(), b = new();
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < 37; i++)
                whole.Gradient[i] = single[i].Gradient[0] = random.NextSingle() - 0.5f;
            a.Step([whole], new Slices(1));
            b.Step(single, new Slices(1));
        }

        Assert.Equal(single.Select(p => p.Value[0]), whole.Value);
    }
}
