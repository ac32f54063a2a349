namespace EdgeCnn.Devices.Tests;

/// <summary>Tests that measure the whole process, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
