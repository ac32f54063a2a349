namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What one core can do at most, measured on the spot.</summary>
/// <param name="F32GmacS">Billions of float multiply-adds a second, in registers only.</param>
/// <param name="F32Loop">The loop that reached it.</param>
/// <param name="Int8GmacS">Billions of multiply-adds of bytes a second.</param>
/// <param name="Int8Loop">The loop that reached it.</param>
/// <param name="Levels">Caches, smallest first, then memory.</param>
internal sealed record Roof(double F32GmacS, string F32Loop, double Int8GmacS, string Int8Loop, RoofLevel[] Levels)
{
    /// <summary>The smallest level that holds so many bytes.</summary>
    public RoofLevel LevelOf(long bytes) => Levels.FirstOrDefault(level => bytes <= (level.HoldsBytes ?? long.MaxValue)) ?? Levels[^1];
}

/// <summary>A cache, or memory.</summary>
/// <param name="Name">For example <c>L1</c>.</param>
/// <param name="HoldsBytes">What it holds; null for memory.</param>
/// <param name="ReadBytes">How many bytes were read again and again.</param>
/// <param name="GbyteS">Billions of bytes a second.</param>
internal sealed record RoofLevel(string Name, long? HoldsBytes, long ReadBytes, double GbyteS);
