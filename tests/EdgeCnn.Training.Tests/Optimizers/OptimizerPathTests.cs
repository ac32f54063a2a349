using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Training.Tests.Optimizers;

/// <summary>Where 100 steps on J = x1² + 2·x2² − x1·x2 from (−5, 4) end, by the formulas.</summary>
public sealed class OptimizerPathTests
{
    [Theory]
    [InlineData("sgd", -0.60049, -0.18227)]
    [InlineData("momentum", -0.00265, -0.01325)]
    [InlineData("nesterov", -0.00060, 0.00028)]
    [InlineData("nesterov-keras", -0.00114, -0.00063)]
    [InlineData("adagrad", -3.29394, 2.31418)]
    [InlineData("rmsprop", 0, 0)]
    [InlineData("adam", -0.10862, -0.11893)]
    public void Step_HundredTimes_EndsWhereTheFormulasDo(string name, double x1, double x2)
    {
        Optimizer optimizer = name switch
        {
            "sgd" => new Sgd { LearningRate = 0.01f },
            "momentum" => new Sgd(0.9f) { LearningRate = 0.01f },
            "nesterov" => new Sgd(0.9f, NesterovForm.Ahead) { LearningRate = 0.01f },
            "nesterov-keras" => new Sgd(0.9f, NesterovForm.Keras) { LearningRate = 0.01f },
            "adagrad" => new Adagrad { LearningRate = 0.1f },
            "rmsprop" => new RmsProp { LearningRate = 0.1f },
            _ => new Adam(epsilon: 1e-7f) { LearningRate = 0.1f },
        };
        var (a, b) = Path(optimizer, 100);
        Assert.InRange(a - x1, -1.5e-5, 1.5e-5);
        Assert.InRange(b - x2, -1.5e-5, 1.5e-5);
    }

    [Fact]
    public void Step_AmsGrad_NeverDividesByLessThanBefore()
    {
        // One large gradient, then small ones: Adam forgets it, AMSGrad does not.
        Parameter forgetting = new("w", new Shape(1)), remembering = new("w", new Shape(1));
        Optimizer adam = new Adam(beta2: 0.5f), amsgrad = new Adam(beta2: 0.5f) { AmsGrad = true };
        using var crew = new Crew(1);
        for (int step = 0; step < 50; step++)
        {
            forgetting.Gradient[0] = remembering.Gradient[0] = step == 0 ? 100 : 1;
            adam.Step([forgetting], crew);
            amsgrad.Step([remembering], crew);
        }

        Assert.True(remembering.Value[0] > forgetting.Value[0] + 0.01f, $"AMSGrad at {remembering.Value[0]}, Adam at {forgetting.Value[0]}");
    }

    [Fact]
    public void Step_ClipNorm_ShortensAllGradientsTogetherAndTellsTheLengthBefore()
    {
        Parameter a = new("a", new Shape(1)), b = new("b", new Shape(1));
        (a.Gradient[0], b.Gradient[0]) = (3, 4);
        using var crew = new Crew(1);
        Assert.Equal(5, new Sgd { LearningRate = 1, ClipNorm = 1 }.Step([a, b], crew), 6);
        Assert.Equal(-0.6f, a.Value[0], 5);
        Assert.Equal(-0.8f, b.Value[0], 5);
    }

    [Fact]
    public void Step_WeightDecay_TakesItsShareOfWeightsAndNothingOfBiases()
    {
        Parameter weight = new("w", new Shape(1, 2)), bias = new("b", new Shape(2));
        using var crew = new Crew(1);
        foreach (var (optimizer, expected) in ((Optimizer, float)[])[(new Sgd { WeightDecay = 0.1f }, 0.9f), (new Adam { WeightDecay = 0.1f, LearningRate = 0.5f }, 0.95f)])
        {
            Array.Fill(weight.Value, 1f);
            Array.Fill(bias.Value, 1f);
            optimizer.Step([weight, bias], crew);
            Assert.Equal([expected, expected], weight.Value);
            Assert.Equal([1f, 1f], bias.Value);
        }
    }

    [Fact]
    public void Step_FrozenAndSlowParameters_AreLeftAloneAndSlowed()
    {
        Parameter frozen = new("f", new Shape(1)) { IsTrainable = false }, slow = new("s", new Shape(1)) { RateScale = 0.1f };
        frozen.Gradient[0] = slow.Gradient[0] = 1;
        using var crew = new Crew(1);
        new Sgd { LearningRate = 1 }.Step([frozen, slow], crew);
        Assert.Equal(0f, frozen.Value[0]);
        Assert.Equal(-0.1f, slow.Value[0]);
    }

    [Fact]
    public void Step_LongParameterOnThreads_GivesTheSameBitsAsOnOne()
    {
        float[][] values = [.. ((int[])[1, 3]).Select(threads =>
        {
            var parameter = new Parameter("w", new Shape(3, 20001));
            var random = new SeededRandom(5);
            using var crew = new Crew(threads);
            var optimizer = new Adam { AmsGrad = true, L2 = 0.01f, ClipNorm = 1 };
            for (int step = 0; step < 3; step++)
            {
                foreach (ref float g in parameter.Gradient.AsSpan())
                    g = (float)random.NextNormal();
                optimizer.Step([parameter], crew);
            }

            return parameter.Value;
        })];
        Assert.Equal(values[0], values[1]);
    }

    private static (float X1, float X2) Path(Optimizer optimizer, int steps)
    {
        var x = new Parameter("x", new Shape(2));
        (x.Value[0], x.Value[1]) = (-5, 4);
        using var crew = new Crew(1);
        for (int step = 0; step < steps; step++)
        {
            optimizer.Look([x], crew);
            (x.Gradient[0], x.Gradient[1]) = ((2 * x.Value[0]) - x.Value[1], (4 * x.Value[1]) - x.Value[0]);
            optimizer.Step([x], crew);
        }

        return (x.Value[0], x.Value[1]);
    }
}
