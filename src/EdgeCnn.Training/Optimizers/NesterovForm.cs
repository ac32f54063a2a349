namespace EdgeCnn.Training.Optimizers;

/// <summary>Where Nesterov's momentum takes its gradient.</summary>
public enum NesterovForm
{
    /// <summary>At the weights: plain momentum.</summary>
    None,

    /// <summary>At the weights moved ahead by m·v, as the method is written.</summary>
    Ahead,

    /// <summary>At the weights, with a step that looks ahead, as Keras and PyTorch have it.</summary>
    Keras,
}
