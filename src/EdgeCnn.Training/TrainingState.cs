using EdgeCnn.Training.Callbacks;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Optimizers;

namespace EdgeCnn.Training;

/// <summary>Everything that a run is made of besides its settings and data: with it a run goes on as if it had never stopped.</summary>
internal sealed class TrainingState(Network network, Optimizer optimizer)
{
    /// <summary>The network.</summary>
    public Network Network { get; } = network;

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; } = optimizer;

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Batches done in it.</summary>
    public int Batch { get; set; }

    /// <summary>Sums over them.</summary>
    public LossSum Sum { get; set; }

    /// <summary>Gradient norms in them.</summary>
    public double Norms { get; set; }

    /// <summary>Seconds spent on them.</summary>
    public double Seconds { get; set; }

    /// <summary>What plateaus have multiplied the learning rate by.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Of early stopping.</summary>
    public Watch Stopping { get; } = new();

    /// <summary>Of the learning rate.</summary>
    public Watch Plateau { get; } = new();

    /// <summary>Weights and statistics of the best epoch; empty before the first, or if nobody wants them.</summary>
    public float[][] Best { get; set; } = [];

    /// <summary>Times that a picture could not be read.</summary>
    public int Skipped { get; set; }

    /// <summary>Finished epochs.</summary>
    public List<EpochResult> History { get; } = [];

    /// <summary>Weights and statistics, in a fixed order.</summary>
    public IEnumerable<float[]> Weights => Network.Parameters.Concat(Network.Statistics).Select(parameter => parameter.Value);

    /// <summary>Keeps today's weights as the best.</summary>
    public void KeepBest() => Best = [.. Weights.Select(values => values.ToArray())];

    /// <summary>Goes back to the best weights.</summary>
    public void RestoreBest()
    {
        foreach (var (values, best) in Weights.Zip(Best))
            best.CopyTo(values, 0);
    }
}
