namespace EdgeCnn.Graph;

/// <summary>What is known of a tensor before its values.</summary>
/// <param name="Name">Unique in its graph.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Quant">What codes mean; null for plain numbers.</param>
public sealed record TensorInfo(string Name, DataType Type, Shape Shape, QuantParams? Quant = null)
{
    /// <summary>Bytes of all elements.</summary>
    public int SizeBytes => checked(Shape.Elements * Type.SizeBytes());

    /// <summary>For example <c>conv1 UInt8[1,28,28,32]</c>.</summary>
    public override string ToString() => $"{Name} {Type}{Shape}";
}
