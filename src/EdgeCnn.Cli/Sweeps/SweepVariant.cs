using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>A variant of a sweep.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Folder">What its folders begin with.</param>
/// <param name="Recipe">Its settings, with any seed.</param>
/// <param name="Changes">What it changes about the common settings, in words.</param>
internal sealed record SweepVariant(string Name, string Folder, Recipe Recipe, string Changes);
