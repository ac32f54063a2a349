using EdgeCnn.Agent.Actions;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class MqttActionTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_Events_AreLinesOfOneChildThatGetsNoSecretOnItsCommandLine()
    {
        string program = Program("""echo "$@" > args; cp "$XDG_CONFIG_HOME/mosquitto_pub" secret; stat -c %a "$XDG_CONFIG_HOME" > mode; cat > lines""");
        string credentials = folder.Put("credentials", "me\np w\n"u8);
        using (var action = Make(program, credentials))
        {
            action.Run(Events.Of(0), CancellationToken.None);
            action.Run(Events.Of(1), CancellationToken.None);
        }

        Assert.Equal("-l -h broker -p 1884 -t home/door -q 1\n", Read("args"));
        Assert.Equal("--username me\n--pw p w\n", Read("secret"));
        Assert.Equal("700\n", Read("mode"));
        Assert.Equal(["cat", "dog"], File.ReadAllLines(Path.Combine(folder.Root, "lines")).Select(line => line.Split("\"label\":\"")[1].Split('"')[0]));
    }

    [Fact]
    public void Run_ChildEnds_IsToldWithItsLastWordsAndStartedAgain()
    {
        using var action = Make(Program("""echo x >> starts; if [ $(wc -l < starts) -lt 2 ]; then read line; echo "Connection refused" >&2; exit 3; fi; cat > lines"""));
        action.Run(Events.Of(0), CancellationToken.None);
        string? why = null;
        Events.Wait(() =>
        {
            why ??= (Record.Exception(() => action.Tick()) as EdgeCnnException)?.Message;
            return why is not null;
        }, "the child's end");
        Assert.Contains("broker:1884 left with 3", why, StringComparison.Ordinal);
        bool taken = false;
        Events.Wait(() => taken |= taken || Record.Exception(() => action.Run(Events.Of(1), CancellationToken.None)) is null, "a new start");
        Events.Wait(() => File.Exists(Path.Combine(folder.Root, "lines")) && Read("lines").Contains("dog", StringComparison.Ordinal), "the line");
        Assert.Equal("x\nx\n", Read("starts"));
    }

    [Fact]
    public void Run_ProgramIsMissing_SaysHowToGetItAndWaitsLongerEachTime()
    {
        using var action = Make("/no/such/mosquitto_pub", firstWait: 60);
        Assert.Contains("mosquitto-clients", Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Contains("started again later", Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("me")]
    [InlineData("me\npw\nmore")]
    [InlineData("me\n")]
    [InlineData("me\n\0")]
    public void Run_CredentialsAreWrong_StartsNothing(string credentials)
    {
        using var action = Make(Program("echo > args"), folder.Put("credentials", System.Text.Encoding.UTF8.GetBytes(credentials)));
        Assert.Contains("two lines", Assert.Throws<EdgeCnnException>(() => action.Run(Events.Of(0), CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Root, "args")));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(folder.Root, name));

    private MqttAction Make(string program, string? credentials = null, double firstWait = 0.01) =>
        new("mqtt", Events.All, Events.Text, new MqttSettings("broker", 1884, "home/door", 1, credentials, null, program), TimeSpan.FromSeconds(firstWait));

    // A script in place of mosquitto_pub.
    private string Program(string body)
    {
        string path = Path.Combine(folder.Root, "mosquitto_pub");
        File.WriteAllText(path, $"#!/bin/sh\ncd '{folder.Root}'\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
