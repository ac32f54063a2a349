using System.Text;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Configuration;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Graph;
using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Agent.Tests.Configuration;

/// <summary>Configurations from anybody: whatever the bytes are, they are refused with findings that have lines, or rules and actions can be made of them.</summary>
public sealed class ConfigFuzzTests : IDisposable
{
    private static readonly string[] Words =
    [
        "null", "true", "-1", "0", "1e308", "1e999", "0.5", "65536", "9223372036854775808", "\"\"", "\"x\"", "\"unknown\"", "\"pin\"", "\"log\"", "\"blink\"", "[]", "{}", "[{}]",
        "{\"type\":\"log\",\"file\":\"x\"}", "\"\\ud800\"", "\"\\u0000\"", "// c\n", "/*", ",", ":", "{", "}", "[", "]", "\n",
    ];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parse_Mutants_AreRefusedByLineOrCanBeUsed()
    {
        folder.Put("token", "x"u8);
        byte[][] seeds = [SampleConfig.Whole, "{\"camera\":\"synthetic\",\"actions\":[{\"type\":\"pin\",\"pin\":\"GPIO4\"}]}"u8.ToArray(), "{}"u8.ToArray()];
        Assert.All(seeds, seed => Assert.True(new FuzzRun("config-seed", ParseAndUse, IsRefusal).Run(seed)));
        new FuzzRun("config", ParseAndUse, IsRefusal).Run(seeds, Mutate);
    }

    private void ParseAndUse(byte[] file)
    {
        var findings = new Findings("f.json");
        AgentConfig config = ConfigReader.Parse(file, folder.Root, findings);
        findings.ThrowIfAny();
        InputContract contract = SmallGraph.Build(new float[2]).Contract!;
        var rules = new DecisionRules(config.Decisions, contract);
        var decision = new Decision(2);
        for (int i = 0; i < 3; i++)
            rules.Apply(decision, i);
        var factory = new ActionFactory(config.Device, contract.Labels, (_, _) => new Actions.RecordingPin());
        foreach (IAction action in factory.Make(config.Actions))
            action.Dispose();
        Assert.True(LocatedValue.Same(config.Source, config.Source));
    }

    // Each line names the file, and a line of it.
    private static bool IsRefusal(Exception error, int length) =>
        error is EdgeCnnException { ExitCode: ExitCode.Usage } && error.Message.Split('\n') is [_, .. var lines] && lines.Length is > 0 and <= 101
        && lines.All(line => line.StartsWith("f.json:", StringComparison.Ordinal) && line[^1] is '.' or '?' && !line.Any(char.IsControl));

    // Of three mutants one has other bytes, the others other words where values are, which mostly is JSON still.
    private static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        if (random.Next(3) == 0)
            return ByteMutator.Mutate(random, file, other);
        string text = Encoding.UTF8.GetString(file);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1), end = at;
            // To the end of a value, a name or a mark.
            while (end < text.Length && ",:{}[]".IndexOf(text[end], StringComparison.Ordinal) < 0)
                end++;
            while (at > 0 && ",:{}[]".IndexOf(text[at - 1], StringComparison.Ordinal) < 0)
                at--;
            text = random.Next(6) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..end] + "," + text[at..],
                _ => text[..at] + Words[random.Next(Words.Length)] + text[end..],
            };
        }

        return Encoding.UTF8.GetBytes(text);
    }
}
