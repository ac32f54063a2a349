using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class DebounceRuleTests
{
    [Theory]
    // Three pictures in a row; the clock stands still, so only pictures count.
    [InlineData(3, 0, 0, "0110111000100", "0000001110000", "two of three do not count; leaving takes three too")]
    [InlineData(1, 0, 0, "0101", "0101", "no debouncing")]
    // 25 ticks at 10 a picture: the fourth picture in a row is the first that is 25 ticks behind the first.
    [InlineData(1, 25, 10, "0111111001000000", "0000111111111000", "time alone")]
    [InlineData(3, 5, 10, "0111", "0001", "both: pictures last longer")]
    public void Apply_Sequence_CountsWhatLasted(int frames, long ticks, long step, string answers, string states, string why)
    {
        var rule = new DebounceRule(1, frames, ticks);
        bool[] state = [false];
        string got = "";
        for (int i = 0; i < answers.Length; i++)
        {
            rule.Apply([answers[i] == '1'], state, i * step);
            got += state[0] ? '1' : '0';
        }

        Assert.Equal((why, states), (why, got));
    }

    [Fact]
    public void Apply_ChangeOfClass_HappensInOnePicture()
    {
        var rule = new DebounceRule(2, 2, 0);
        bool[] state = [true, false];
        rule.Apply([false, true], state, 0);
        Assert.Equal([true, false], state);
        rule.Apply([false, true], state, 1);
        Assert.Equal([false, true], state);
    }
}
