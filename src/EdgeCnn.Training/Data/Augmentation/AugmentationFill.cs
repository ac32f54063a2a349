namespace EdgeCnn.Training.Data.Augmentation;

/// <summary>What comes into a picture where it is moved away from its border.</summary>
public enum AugmentationFill
{
    /// <summary>Pixels of 0.</summary>
    Black,

    /// <summary>The mean of the data, which is 0 once a picture is normalised.</summary>
    Mean,

    /// <summary>The nearest pixel of the border.</summary>
    Edge,

    /// <summary>The picture mirrored at its border pixels, which are not repeated: c b | a b c | b a.</summary>
    Reflect,
}
