namespace EdgeCnn.Training.Layers;

/// <summary>A layer whose result for one picture depends on all pictures of the batch, through sums: it is run after all blocks have been gathered.</summary>
public interface IBatchStatisticsLayer
{
    /// <summary>False while nothing of it is trained: then it keeps its moving statistics and works with them as on the board, each picture by itself.</summary>
    bool UsesBatch { get; }

    /// <summary>Has memory for a number of lanes, and forgets what was gathered.</summary>
    void Reserve(int lanes);

    /// <summary>Adds a block's input to its lane's sums.</summary>
    void Gather(in LayerRun run);

    /// <summary>Makes the batch's statistics of the lanes' sums, in their order.</summary>
    /// <param name="keep">The share of the old in the moving statistics; nothing for the layer's own.</param>
    void Reduce(float? keep = null);

    /// <summary>Adds a block's output gradient to its lane's sums.</summary>
    void GatherGradient(in LayerRun run);

    /// <summary>Makes the batch's gradients of the lanes' sums, in their order.</summary>
    void ReduceGradient();
}
