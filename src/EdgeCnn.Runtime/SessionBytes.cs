using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Runtime;

/// <summary>A session's inputs and outputs as plain little-endian bytes, for programs that do not know the types when they are written.</summary>
public static class SessionBytes
{
    /// <summary>Gives one input; see <see cref="InferenceSession.SetInput{T}(int, ReadOnlySpan{T})"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="index">Which input.</param>
    /// <param name="input">As many bytes as the input's <see cref="TensorInfo.SizeBytes"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit the model.</exception>
    public static void SetInputBytes(this InferenceSession session, int index, ReadOnlySpan<byte> input)
    {
        ArgumentNullException.ThrowIfNull(session);
        CheckLength(session.Inputs[index], input.Length);
        switch (session.Inputs[index].Type)
        {
            case DataType.Float32:
                session.SetInput(index, MemoryMarshal.Cast<byte, float>(input));
                break;
            case DataType.Int32:
                session.SetInput(index, MemoryMarshal.Cast<byte, int>(input));
                break;
            case DataType.Int64:
                session.SetInput(index, MemoryMarshal.Cast<byte, long>(input));
                break;
            default:
                session.SetInput(index, input);
                break;
        }
    }

    /// <summary>A result of the last run; see <see cref="InferenceSession.CopyOutput{T}(int, Span{T})"/>.</summary>
    /// <param name="session">The session.</param>
    /// <param name="index">Which output.</param>
    /// <param name="output">As many bytes as the output's <see cref="TensorInfo.SizeBytes"/>.</param>
    /// <exception cref="ArgumentException">The length does not fit the model.</exception>
    public static void CopyOutputBytes(this InferenceSession session, int index, Span<byte> output)
    {
        ArgumentNullException.ThrowIfNull(session);
        CheckLength(session.Outputs[index], output.Length);
        switch (session.Outputs[index].Type)
        {
            case DataType.Float32:
                session.CopyOutput(index, MemoryMarshal.Cast<byte, float>(output));
                break;
            case DataType.Int32:
                session.CopyOutput(index, MemoryMarshal.Cast<byte, int>(output));
                break;
            case DataType.Int64:
                session.CopyOutput(index, MemoryMarshal.Cast<byte, long>(output));
                break;
            default:
                session.CopyOutput(index, output);
                break;
        }
    }

    // A cast drops what is left over, so the length is asked for in bytes.
    private static void CheckLength(TensorInfo tensor, int length)
    {
        if (length != tensor.SizeBytes)
            throw new ArgumentException($"Tensor {tensor} has {tensor.SizeBytes} bytes, got {length}.");
    }
}
