using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Tasks;

namespace EdgeCnn.Training.Losses;

/// <summary>Softmax over the leaves of a tree, and the cross-entropy at every level of it: to mistake a cat for a dog costs less than for a car.</summary>
/// <remarks>
/// loss = −1/L · Σ_d ln P_d with P_d = Σ p_j over the leaves below the picture's node at level d of L; dLoss/dlogit_j = p_j − 1/L · Σ_d [j below it]·p_j / P_d.
/// Right is the leaf. Source: Redmon and Farhadi 2017, "YOLO9000", §4, for losses on all ancestors of a label.
/// </remarks>
public sealed class TreeCrossEntropy(LabelTree tree) : Loss
{
    /// <inheritdoc/>
    public override string Name => "tree-cross-entropy";

    /// <inheritdoc/>
    public override LossSum Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int n, float scale, Span<float> gradient)
    {
        if (n != tree.Leaves.Count || outputs.Length % n != 0 || targets.Length != outputs.Length || (!gradient.IsEmpty && gradient.Length != outputs.Length))
            throw new ArgumentException($"{outputs.Length} outputs, {targets.Length} targets and {gradient.Length} gradients of {n} leaves do not fit a tree of {tree.Leaves.Count}.");
        double loss = 0;
        int right = 0, count = 0;
        Span<float> p = new float[n], none = [];
        for (int at = 0; at < outputs.Length; at += n)
        {
            Span<float> own = gradient.IsEmpty ? none : gradient.Slice(at, n);
            if (IsLeftOut(targets[at..]))
            {
                own.Clear();
                continue;
            }

            count++;
            int leaf = Largest(targets.Slice(at, n));
            right += Largest(outputs.Slice(at, n)) == leaf ? 1 : 0;
            Softmax.Run(outputs.Slice(at, n), p);
            loss += Levels(p, leaf, scale, own);
        }

        return new LossSum(loss, right, count);
    }

    private double Levels(ReadOnlySpan<float> p, int leaf, float scale, Span<float> gradient)
    {
        double loss = 0;
        if (!gradient.IsEmpty)
        {
            for (int j = 0; j < p.Length; j++)
                gradient[j] = p[j] * scale;
        }

        float share = 1f / tree.Levels.Count;
        foreach (TreeLevel level in tree.Levels)
        {
            int node = level.NodeOf(leaf);
            float sum = 0;
            for (int j = 0; j < p.Length; j++)
                sum += level.NodeOf(j) == node ? p[j] : 0;
            // The least positive float that exp gives is far above this.
            sum = Math.Max(sum, 1e-38f);
            loss -= share * ElementaryFunctions.Log(sum);
            for (int j = 0; j < gradient.Length; j++)
                gradient[j] -= level.NodeOf(j) == node ? scale * share * (p[j] / sum) : 0;
        }

        return loss;
    }
}
