using Xunit;

namespace EdgeCnn.Testing;

/// <summary>
/// A test that needs a part of the shared test data. Where that is absent the test is reported as skipped, except in CI
/// (<c>CI=true</c>), where it runs and so fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Names the files or folders of the shared data that the test reads.</summary>
    public SharedDataFactAttribute(params string[] names)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        string[] absent = [.. names.Where(name => TestData.Find(name) is null)];
        if (absent.Length > 0)
            Skip = $"Shared test data is absent: {string.Join(", ", absent)} (expected in ../shared/data).";
    }
}
