using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Quantization.Verification;

/// <summary>Counts how often a model's best answer is right.</summary>
public sealed class AccuracyRun
{
    private readonly InferenceSession session;
    private readonly float[] scores;
    private readonly byte[] codes;

    /// <summary>Prepares a session whose output is one score for each class.</summary>
    public AccuracyRun(InferenceSession session)
    {
        this.session = session;
        TensorInfo output = session.Outputs[0];
        scores = new float[output.Type == DataType.Float32 ? output.Shape.Elements : 0];
        codes = new byte[output.Type == DataType.Float32 ? 0 : output.Shape.Elements];
    }

    /// <summary>Pictures so far.</summary>
    public int Images { get; private set; }

    /// <summary>Right answers so far.</summary>
    public int Right { get; private set; }

    /// <summary>The share of right answers.</summary>
    public double Top1 => Images == 0 ? 0 : (double)Right / Images;

    /// <summary>Runs one prepared picture; the first of equal scores counts as the answer.</summary>
    /// <returns>The answer.</returns>
    public int Add<T>(ReadOnlySpan<T> input, int label)
        where T : unmanaged
    {
        int answer;
        if (session.Outputs[0].Type == DataType.Float32)
        {
            session.Run(input, scores.AsSpan());
            answer = Best<float>(scores);
        }
        else
        {
            session.Run(input, codes.AsSpan());
            answer = session.Outputs[0].Type == DataType.UInt8
                ? Best<byte>(codes)
                : Best(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(codes));
        }

        Images++;
        Right += answer == label ? 1 : 0;
        return answer;
    }

    private static int Best<T>(ReadOnlySpan<T> values)
        where T : IComparable<T>
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].CompareTo(values[best]) > 0)
                best = i;
        }

        return best;
    }
}
