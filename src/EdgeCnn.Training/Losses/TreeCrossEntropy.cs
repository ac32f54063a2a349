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
        Span<float> none = [];
        Span<double> p = new double[n];
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
            loss += Levels(outputs.Slice(at, n), leaf, scale, own, p);
        }

        return new LossSum(loss, right, count);
    }

    // Each node has its own largest logit, so that no share of a node is lost because all of it is far below another.
    private double Levels(ReadOnlySpan<float> logits, int leaf, float scale, Span<float> gradient, Span<double> p)
    {
        double all = Shares(logits, level: null, 0, p), loss = 0, share = 1.0 / tree.Levels.Count;
        for (int j = 0; j < gradient.Length; j++)
            gradient[j] = (float)(p[j] * scale);
        foreach (TreeLevel level in tree.Levels)
        {
            loss += share * (all - Shares(logits, level, level.NodeOf(leaf), p));
            for (int j = 0; j < gradient.Length; j++)
                gradient[j] -= (float)(scale * share * p[j]);
        }

        return loss;
    }

    // The softmax over a node's leaves, 0 for the others; gives ln Σ exp of their logits.
    private static double Shares(ReadOnlySpan<float> logits, TreeLevel? level, int node, Span<double> shares)
    {
        double most = double.NegativeInfinity, sum = 0;
        for (int j = 0; j < logits.Length; j++)
            most = level is null || level.NodeOf(j) == node ? Math.Max(most, logits[j]) : most;
        for (int j = 0; j < logits.Length; j++)
            sum += shares[j] = level is null || level.NodeOf(j) == node ? ElementaryFunctions.Exp(logits[j] - most) : 0;
        for (int j = 0; j < logits.Length; j++)
            shares[j] /= sum;
        return most + ElementaryFunctions.Log(sum);
    }
}
