using System.CommandLine;

namespace EdgeCnn.Cli;

/// <summary>A command whose help ends in an example.</summary>
internal sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line that works.</summary>
    public string Example => example;
}
