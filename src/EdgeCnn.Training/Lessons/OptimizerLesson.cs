using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Training.Lessons;

/// <summary>How the optimizers walk over J = x1² + 2·x2² − x1·x2 from (−5, 4): the course's example, through the optimizers that train networks.</summary>
public static class OptimizerLesson
{
    /// <summary>The function in words.</summary>
    public const string Formula = "J = x1² + 2·x2² − x1·x2";

    /// <summary>Steps of a walk.</summary>
    public const int Steps = 100;

    /// <summary>Where every walk begins.</summary>
    public static (double X1, double X2) Start => (-5, 4);

    /// <summary>Where J is least: 0.</summary>
    public static (double X1, double X2) Minimum => (0, 0);

    /// <summary>The course's optimizers: what a legend says, the rate, and how one is made; the shortest way last, so that it is seen over the others.</summary>
    public static IReadOnlyList<(string Name, float Rate, Func<Optimizer> Create)> Cases { get; } =
    [
        ("SGD", 0.01f, () => new Sgd()),
        ("momentum 0.9", 0.01f, () => new Sgd(0.9f)),
        ("NAG", 0.01f, () => new Sgd(0.9f, NesterovForm.Ahead)),
        ("NAG, Keras' form", 0.01f, () => new Sgd(0.9f, NesterovForm.Keras)),
        ("RMSProp", 0.1f, () => new RmsProp()),
        ("Adam", 0.1f, () => new Adam(epsilon: 1e-7f)),
        ("Adagrad", 0.1f, () => new Adagrad()),
    ];

    /// <summary>J at a place.</summary>
    public static double Value(double x1, double x2) => (x1 * x1) + (2 * x2 * x2) - (x1 * x2);

    /// <summary>Walks: the start and every place after a step.</summary>
    /// <param name="optimizer">A new one.</param>
    /// <param name="rate">Its learning rate.</param>
    public static IReadOnlyList<(double X1, double X2)> Walk(Optimizer optimizer, float rate)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var x = new Parameter("x", new Shape(2));
        (x.Value[0], x.Value[1]) = ((float)Start.X1, (float)Start.X2);
        optimizer.LearningRate = rate;
        using var crew = new Crew(1);
        List<(double, double)> places = [Start];
        for (int step = 0; step < Steps; step++)
        {
            optimizer.Look([x], crew);
            (x.Gradient[0], x.Gradient[1]) = ((2 * x.Value[0]) - x.Value[1], (4 * x.Value[1]) - x.Value[0]);
            optimizer.Step([x], crew);
            places.Add((x.Value[0], x.Value[1]));
        }

        return places;
    }
}
