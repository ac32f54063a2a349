using EdgeCnn.Training;
using EdgeCnn.Training.Initializers;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary>Leaves weights as they are: of a network that is only looked at, memory is never touched.</summary>
internal sealed class NoInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> weights, SeededRandom random, int fanIn, int fanOut)
    {
    }
}
