namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>A loaded model in a contender's process.</summary>
internal interface ISubject
{
    /// <summary>Version or kernel set.</summary>
    string Name { get; }

    /// <summary>Bytes of each input, in the model's order.</summary>
    int InputBytes(int index);

    /// <summary>Gives an input.</summary>
    void SetInput(int index, byte[] values);

    /// <summary>Computes the outputs.</summary>
    void Run();

    /// <summary>All outputs, one behind the other.</summary>
    void WriteOutputs(Stream target);
}
