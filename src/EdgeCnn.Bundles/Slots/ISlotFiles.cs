namespace EdgeCnn.Bundles.Slots;

/// <summary>Every change that a store makes, one step each: what a test can stop at, and what is on the disk when the step returns.</summary>
internal interface ISlotFiles
{
    /// <summary>Makes a folder that all users may read.</summary>
    void CreateFolder(string path);

    /// <summary>Writes a file anew, all of it on the disk; only its name waits for <see cref="Sync"/>.</summary>
    /// <param name="path">The file; an older one of that name is replaced.</param>
    /// <param name="executable">True for a program.</param>
    /// <param name="write">Writes the content.</param>
    void Write(string path, bool executable, Action<Stream> write);

    /// <summary>Gives a file a second name.</summary>
    /// <returns>False where the file system cannot; then nothing was done.</returns>
    bool TryLink(string existing, string path);

    /// <summary>Makes a symbolic link.</summary>
    void CreateLink(string path, string target);

    /// <summary>Renames in one step; a file or link of the new name is replaced.</summary>
    void Rename(string from, string to);

    /// <summary>Writes a folder's names to the disk.</summary>
    void Sync(string folder);

    /// <summary>Removes a file or link, if it is there.</summary>
    void Delete(string path);

    /// <summary>Removes a folder with all that is in it, if it is there.</summary>
    void DeleteFolder(string path);
}
