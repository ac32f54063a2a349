namespace EdgeCnn.Agent.Page.Saving;

/// <summary>The picture that somebody is about to label: it stays while the camera goes on, so that what was seen is what is stored.</summary>
/// <remarks>One picture, the newest: a later one takes its place. Threading: any thread.</remarks>
/// <param name="encoder">Makes the file.</param>
internal sealed class HeldPicture(PictureEncoder encoder)
{
    private readonly Lock gate = new();
    private byte[]? png;
    private long id;

    /// <summary>Keeps the current picture.</summary>
    /// <returns>Its number, or 0 if there is no picture.</returns>
    public long Hold()
    {
        byte[]? now = encoder.EncodePng();
        if (now is null)
            return 0;
        lock (gate)
        {
            png = now;
            return ++id;
        }
    }

    /// <summary>The picture of that number, or null if another one took its place.</summary>
    public byte[]? Get(long number)
    {
        lock (gate)
            return number == id ? png : null;
    }
}
