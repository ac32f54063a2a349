namespace EdgeCnn.Agent.Tests;

/// <summary>Tests that measure allocations or open ports: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
