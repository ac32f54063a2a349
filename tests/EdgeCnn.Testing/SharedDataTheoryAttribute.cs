using Xunit;

namespace EdgeCnn.Testing;

/// <summary>A theory that needs a part of the shared test data; skipped and failed as <see cref="SharedDataFactAttribute"/> is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Names the files or folders of the shared data that the test reads.</summary>
    public SharedDataTheoryAttribute(params string[] names) => Skip = new SharedDataFactAttribute(names).Skip;
}
