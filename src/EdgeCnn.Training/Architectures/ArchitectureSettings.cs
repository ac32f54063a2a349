namespace EdgeCnn.Training.Architectures;

/// <summary>Settings of <see cref="ArchitectureOptions"/> that change the layers.</summary>
[Flags]
public enum ArchitectureSettings
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="ArchitectureOptions.Width"/>.</summary>
    Width = 1,

    /// <summary><see cref="ArchitectureOptions.Pool"/>.</summary>
    Pool = 2,

    /// <summary><see cref="ArchitectureOptions.Filters"/>.</summary>
    Filters = 4,

    /// <summary><see cref="ArchitectureOptions.Dropout"/>.</summary>
    Dropout = 8,

    /// <summary><see cref="ArchitectureOptions.BatchNorm"/>.</summary>
    BatchNorm = 16,
}
