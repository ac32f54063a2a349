using System.Collections.Immutable;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Execution;

/// <summary>
/// Takes batches through a network. A batch is cut into lanes, a lane into blocks of few pictures; a block passes as many layers
/// as it can while it is in the cache. Lanes depend on the batch alone and are summed in their order, so the results are
/// equal bit for bit at any number of threads.
/// </summary>
public sealed class NetworkExecutor
{
    /// <summary>Parts of a batch whose gradients are summed separately: as many threads can share a batch.</summary>
    public const int Lanes = 8;

    // A block's largest value; several of its size must stay in the second cache together.
    private const int BlockBytes = 128 << 10;
    private readonly Network network;
    private readonly Crew crew;
    private readonly Segments segments;
    private readonly ImmutableArray<BlockMemory> memory;
    private readonly float[][] scratch;
    private readonly int block;
    private readonly bool training;
    private readonly NetworkNode[] lanes; // nodes with something to train
    private readonly Parameter[] summed; // theirs

    /// <summary>Reserves the memory.</summary>
    /// <param name="network">The network.</param>
    /// <param name="crew">Who works.</param>
    /// <param name="batch">The most pictures of a batch.</param>
    /// <param name="training">False if only <see cref="Predict"/> will be asked for.</param>
    public NetworkExecutor(Network network, Crew crew, int batch, bool training)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        this.network = network;
        this.crew = crew;
        this.training = training;
        segments = new Segments(network, training);
        int largest = Enumerable.Range(0, network.Nodes.Length + 1).Max(value => network.ValueShape(value).Elements);
        block = Math.Clamp(BlockBytes / (4 * largest), 1, Math.Max(1, (batch + Lanes - 1) / Lanes));
        memory = BlockMemory.Create(network, segments, training, batch, block, crew.Count);
        int floats = network.Layers.Max(layer => layer.ScratchFloats(block));
        if (training)
            floats = Math.Max(floats, network.Layers.OfType<IWholeBatchGradient>().Select(layer => layer.PartScratchFloats(batch)).DefaultIfEmpty().Max());
        scratch = [.. Enumerable.Range(0, crew.Count).Select(_ => GC.AllocateUninitializedArray<float>(floats, pinned: true))];
        lanes = [.. network.Nodes.Where(node => node.Layer.Parameters.Any(parameter => parameter.IsTrainable))];
        summed = [.. lanes.SelectMany(node => node.Layer.Parameters)];
        if (!training)
            return;
        foreach (Parameter parameter in summed)
            parameter.Reserve(Lanes);
    }

    /// <summary>Runs a batch forward and backward; afterwards each parameter has its gradient.</summary>
    /// <param name="images">Gives the pictures.</param>
    /// <param name="loss">Judges the output.</param>
    /// <param name="count">Pictures of the batch.</param>
    /// <param name="step">Batches before this one in the run.</param>
    /// <returns>The sums over the batch.</returns>
    public LossSum Train(BlockSource images, BlockLoss loss, int count, long step)
    {
        Prepare();
        var sums = new LossSum[Lanes];
        int last = segments.Count - 1;
        for (int segment = 0; segment < last; segment++)
            Gather(segment, images, count, step);
        OverBlocks(count, step, (member, place) =>
        {
            Forward(member, last, place, images);
            BlockMemory own = memory[member];
            int output = network.Nodes[^1].Output;
            sums[place.Lane] += loss(place.First, place.Count, own.Value(output, place), own.Gradient(output, place));
            Backward(member, last, place);
        });
        for (int segment = last; segment > 0; segment--)
        {
            int now = segment - 1;
            Statistics(segment).ReduceGradient();
            OverBlocks(count, step, (member, place) =>
            {
                BackwardOf(member, network.Nodes[segments.Starts[now + 1]], place);
                Backward(member, now, place);
            });
        }

        Finish(count);
        LossSum total = default;
        foreach (LossSum sum in sums)
            total += sum;
        return total;
    }

    /// <summary>Runs a batch forward without dropout for its statistics, which become part of the mean over such batches.</summary>
    /// <param name="images">Gives the pictures.</param>
    /// <param name="count">Pictures of the batch.</param>
    /// <param name="before">Batches that the mean is of so far; with the first one the old statistics are forgotten.</param>
    public void Observe(BlockSource images, int count, int before)
    {
        Prepare();
        for (int segment = 0; segment < segments.Count - 1; segment++)
            Gather(segment, images, count, step: null, before / (before + 1f));
    }

    /// <summary>Runs a batch as on the board.</summary>
    /// <param name="images">Gives the pictures.</param>
    /// <param name="result">Gets the output of each block; called on several threads.</param>
    /// <param name="count">Pictures of the batch.</param>
    public void Predict(BlockSource images, Action<int, ReadOnlyMemory<float>> result, int count)
    {
        if (training)
            throw new InvalidOperationException("An executor for training has no memory to predict.");
        crew.Run(network.Nodes.Length, (_, node) => network.Nodes[node].Layer.Prepare(training: false));
        OverBlocks(count, step: null, (member, place) =>
        {
            Forward(member, 0, place, images);
            result(place.First, memory[member].Value(network.Nodes[^1].Output, place).ToArray());
        });
    }

    /// <summary>Runs one picture as on the board.</summary>
    /// <param name="images">Gives the picture.</param>
    /// <returns>What each layer gives, first layer first.</returns>
    public float[][] Trace(BlockSource images)
    {
        if (training)
            throw new InvalidOperationException("An executor for training has no memory to predict.");
        crew.Run(network.Nodes.Length, (_, node) => network.Nodes[node].Layer.Prepare(training: false));
        var place = new BlockPlace(0, 1, 0, 0, IsTraining: false);
        Forward(0, 0, place, images);
        return [.. network.Nodes.Select(node => memory[0].Value(node.Output, place).ToArray())];
    }

    private IBatchStatisticsLayer Statistics(int segment) => (IBatchStatisticsLayer)network.Nodes[segments.Starts[segment]].Layer;

    private void Prepare()
    {
        crew.Run(network.Nodes.Length, (_, node) =>
        {
            Layer layer = network.Nodes[node].Layer;
            layer.Prepare(training: true);
            (layer as IBatchStatisticsLayer)?.Reserve(Lanes);
        });
        crew.Run(Lanes, (_, lane) =>
        {
            foreach (Parameter parameter in summed)
            {
                if (!parameter.IsWhole)
                    Array.Clear(parameter.Lane(lane));
            }
        });
    }

    // Takes a batch through a segment and gives its statistics to the layer that begins the next one.
    private void Gather(int segment, BlockSource images, int count, long? step, float? keep = null)
    {
        OverBlocks(count, step, (member, place) =>
        {
            Forward(member, segment, place, images);
            Statistics(segment + 1).Gather(Run(member, network.Nodes[segments.Starts[segment + 1]], place));
        });
        Statistics(segment + 1).Reduce(keep);
    }

    // Without a step there is no dropout.
    private void OverBlocks(int count, long? step, Action<int, BlockPlace> run) => crew.Run(Lanes, (member, lane) =>
    {
        int end = (int)((lane + 1L) * count / Lanes);
        for (int first = (int)((long)lane * count / Lanes); first < end; first += block)
            run(member, new BlockPlace(first, Math.Min(block, end - first), lane, step ?? 0, step is not null));
    });

    private LayerRun Run(int member, NetworkNode node, in BlockPlace place) => new(memory[member], node, place, scratch[member]);

    private void Forward(int member, int segment, in BlockPlace place, BlockSource images)
    {
        if (segment == 0)
            images(place.First, place.Count, memory[member].Value(0, place));
        for (int node = segments.Starts[segment]; node < segments.Starts[segment + 1]; node++)
            network.Nodes[node].Layer.Forward(Run(member, network.Nodes[node], place));
    }

    private void Backward(int member, int segment, in BlockPlace place)
    {
        int first = segments.Starts[segment];
        for (int node = segments.Starts[segment + 1] - 1; node >= first; node--)
        {
            if (segments.Begins(node))
                Statistics(segment).GatherGradient(Run(member, network.Nodes[node], place));
            else
                BackwardOf(member, network.Nodes[node], place);
        }
    }

    private void BackwardOf(int member, NetworkNode node, in BlockPlace place)
    {
        BlockMemory own = memory[member];
        if (own.Gradient(node.Output, place).IsEmpty)
            return;
        node.Layer.Backward(Run(member, node, place));
        for (int i = 0; i < node.Inputs.Length; i++)
        {
            if (!own.IsAside(node, i))
                continue;
            Span<float> sum = own.Gradient(node.Inputs[i], place);
            AddF32.Run(sum, own.InputGradient(node, i, place), float.NegativeInfinity, float.PositiveInfinity, sum);
        }
    }

    private void Finish(int count)
    {
        crew.Run(lanes.Length, (_, node) =>
        {
            foreach (Parameter parameter in lanes[node].Layer.Parameters)
                parameter.Reduce();
        });
        foreach (NetworkNode node in lanes)
        {
            if (node.Layer is IWholeBatchGradient whole)
                crew.Run(whole.Parts, (member, part) => whole.Part(part, memory[0].Wide(node.Inputs[0], count), memory[0].WideGradient(node.Output, count), count, scratch[member]));
        }

        foreach (Parameter parameter in summed)
        {
            if (parameter.IsTrainable && !parameter.Penalty.IsNone)
                parameter.Penalty.AddGradient(parameter.Value, parameter.Gradient);
        }
    }
}
