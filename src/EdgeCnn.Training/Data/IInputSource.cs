namespace EdgeCnn.Training.Data;

/// <summary>A set whose inputs are there already, so that no picture need be prepared.</summary>
public interface IInputSource
{
    /// <summary>Numbers of an input.</summary>
    int Elements { get; }

    /// <summary>An input; empty if its picture could not be read.</summary>
    ReadOnlySpan<float> Input(int index);
}
