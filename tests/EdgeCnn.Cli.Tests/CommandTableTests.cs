using System.CommandLine;

namespace EdgeCnn.Cli.Tests;

public sealed class CommandTableTests
{
    public static TheoryData<string> Commands() => [.. Paths()];

    [Fact]
    public void Root_Always_HasTheCommandsInOrder() =>
        Assert.Equal(["data get", "data check", "train", "sweep", "quantize", "run", "eval", "inspect", "show samples", "show convolution", "show filters", "show maps", "show confusion", "show mistakes", "show architecture", "show optimizers", "show curves", "export", "import", "conformance", "bench", "pack", "deploy status", "deploy rollback", "deploy logs"], Paths());

    [Theory]
    [MemberData(nameof(Commands))]
    public void Root_EveryCommandsHelp_EndsWithAnExampleThatParses(string path)
    {
        using var help = new StringWriter { NewLine = "\n" };
        RootCommand root = CommandTable.Root();
        Assert.Equal(0, root.Parse([.. path.Split(' '), "--help"]).Invoke(new InvocationConfiguration { Output = help }));
        string[] lines = [.. help.ToString().Split('\n').Select(text => text.Trim())];
        string[] example = lines[Array.IndexOf(lines, "Example:") + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["edgecnn", .. path.Split(' ')], example[..(1 + path.Split(' ').Length)]);
        Assert.Empty(root.Parse(example[1..]).Errors);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Root_EveryCommand_CanSpeakJsonAndDescribesEverything(string path)
    {
        Command command = Leaves(CommandTable.Root(), []).Single(leaf => string.Join(' ', leaf.Path) == path).Command;
        Assert.Contains(command.Options, option => option.Name == "--json");
        Assert.All(command.Options.Where(option => option.Name != "--help"), option => Assert.EndsWith(".", option.Description, StringComparison.Ordinal));
        Assert.All(command.Arguments, argument => Assert.EndsWith(".", argument.Description, StringComparison.Ordinal));
    }

    /// <summary>A command of its own and one with others below it.</summary>
    [Fact]
    public void Deploy_OfABoard_ParsesBesideItsSubcommands()
    {
        RootCommand root = CommandTable.Root();
        Assert.Empty(root.Parse(["deploy", "pi@board", "--bundle", "b.ecnnb", "--agent", "agent", "--port", "2222", "--identity", "k", "--json"]).Errors);
        Assert.Empty(root.Parse(["deploy", "status", "pi@board"]).Errors);
        Assert.NotEmpty(root.Parse(["deploy", "status"]).Errors);
    }

    private static IEnumerable<string> Paths() => Leaves(CommandTable.Root(), []).Select(leaf => string.Join(' ', leaf.Path));

    private static IEnumerable<(string[] Path, Command Command)> Leaves(Command command, string[] path) =>
        command.Subcommands.Count == 0 ? [(path, command)] : command.Subcommands.SelectMany(sub => Leaves(sub, [.. path, sub.Name]));
}
