namespace EdgeCnn.Training.Data;

/// <summary>A picture that a set had to leave out.</summary>
/// <param name="Name">Its file.</param>
/// <param name="Reason">What is wrong with it, with the file's name.</param>
public sealed record UnreadablePicture(string Name, string Reason);
