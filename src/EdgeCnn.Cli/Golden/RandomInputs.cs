using System.Runtime.InteropServices;
using EdgeCnn.Cli.Pictures;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training;

namespace EdgeCnn.Cli.Golden;

/// <summary>Draws inputs of a model that lie where real ones do; equal seeds give equal bytes on every machine.</summary>
internal sealed class RandomInputs
{
    private readonly NetworkGraph graph;
    private readonly SeededRandom random;
    private readonly PictureInput? picture;

    /// <exception cref="EdgeCnnException">An input is Int32: random whole numbers would mean nothing.</exception>
    public RandomInputs(NetworkGraph graph, long seed)
    {
        this.graph = graph;
        random = new SeededRandom(seed);
        if (graph.Inputs.Select(graph.Tensor).FirstOrDefault(input => !input.Type.IsCode() && input.Type != DataType.Float32) is { } other)
            throw new EdgeCnnException($"model '{graph.Name}': input {other} is neither float nor 8-bit, so random values would mean nothing.");
        if (graph.Contract is { } contract && graph.Inputs.Length == 1)
            picture = new PictureInput(contract, graph.Tensor(graph.Inputs[0]));
    }

    /// <summary>Fills the bytes of one input.</summary>
    public void Fill(int index, Span<byte> bytes)
    {
        TensorInfo input = graph.Tensor(graph.Inputs[index]);
        if (picture is not null)
        {
            InputContract contract = graph.Contract!;
            byte[] pixels = new byte[contract.Height * contract.Width * contract.Channels];
            FillCodes(pixels);
            picture.Prepare(new ImageView(pixels, contract.Width, contract.Height, contract.Width * contract.Channels, contract.Channels == 1 ? PixelFormat.Gray8 : PixelFormat.Rgb24));
            picture.Bytes.CopyTo(bytes);
        }
        else if (input.Type.IsCode())
        {
            FillCodes(bytes);
        }
        else
        {
            var (low, high) = RangeOf(input);
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(bytes))
                value = low + ((float)random.NextDouble() * (high - low));
        }
    }

    // Where the network quantizes its input, codes say what range it was made for.
    private (float Low, float High) RangeOf(TensorInfo input)
    {
        TensorInfo? codes = graph.Consumers(input.Name).Select(node => graph.Tensor(node.Output)).FirstOrDefault(tensor => tensor.Type.IsCode() && tensor.Quant is { Scales.Length: 1 });
        return codes?.Quant is { } quant
            ? (QuantParams.Dequantize(codes.Type.MinCode(), quant.Scale, quant.ZeroPoint), QuantParams.Dequantize(codes.Type.MaxCode(), quant.Scale, quant.ZeroPoint))
            : (-1f, 1f);
    }

    private void FillCodes(Span<byte> codes)
    {
        foreach (ref byte code in codes)
            code = (byte)(random.NextBits() >> 56);
    }
}
