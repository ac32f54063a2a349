using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;

namespace EdgeCnn.Cli.Pictures;

/// <summary>A model's input made from pictures, float or 8-bit as the model wants it, in bytes that are used again.</summary>
internal sealed class PictureInput
{
    private readonly Preprocessor preprocessor;
    private readonly bool integer;
    private readonly byte[] bytes;

    /// <exception cref="EdgeCnnException">The input is not one picture of the contract's size, or its codes have no scale.</exception>
    public PictureInput(InputContract contract, TensorInfo input)
    {
        integer = input.Type.IsCode();
        if ((!integer && input.Type != DataType.Float32) || (integer && input.Quant is null))
            throw new EdgeCnnException($"input {input} takes no pictures: expected Float32, or 8-bit codes with a scale.");
        if (input.Shape.Elements != contract.Height * contract.Width * contract.Channels)
            throw new EdgeCnnException($"input {input} is not one picture of {contract.Width}x{contract.Height}x{contract.Channels}, as the contract says.");
        preprocessor = new Preprocessor(contract, input);
        bytes = new byte[input.SizeBytes];
    }

    /// <summary>The input after the last <see cref="Prepare"/>.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Fits, normalises and quantizes a picture.</summary>
    public void Prepare(ImageView picture)
    {
        if (integer)
            preprocessor.Prepare(picture, bytes.AsSpan());
        else
            preprocessor.Prepare(picture, MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
    }
}
