using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Configuration;

/// <summary>Reads <c>decisions</c>.</summary>
internal static class DecisionSection
{
    /// <summary>Reads the section.</summary>
    /// <param name="section">The object; null for defaults.</param>
    /// <param name="labels">Gets the labels that it names.</param>
    public static DecisionSettings Read(Section? section, List<LabelUse> labels)
    {
        var otherwise = new DecisionSettings();
        if (section is null)
            return otherwise;
        double? enter = Share(section, "enter"), leave = Share(section, "leave");
        Ordered(section, enter ?? otherwise.Enter, leave);
        var classes = new Dictionary<string, ClassLimits>();
        foreach ((LocatedMember member, Section own) in section.Object("classes")?.Each() ?? [])
        {
            double? ownEnter = Share(own, "enter"), ownLeave = Share(own, "leave");
            Ordered(own, ownEnter ?? enter ?? otherwise.Enter, ownLeave);
            own.End();
            classes[member.Name] = new ClassLimits((float?)ownEnter, (float?)ownLeave);
            labels.Add(new LabelUse("decisions.classes", member.Line, member.Name, MayBeUnknown: false));
        }

        var settings = new DecisionSettings
        {
            Temperature = (float)(section.Number("temperature", 0.01, 100, 1) ?? otherwise.Temperature),
            SmoothingSeconds = section.Number("smoothingSeconds", 0, 3600, 0.5) ?? otherwise.SmoothingSeconds,
            Enter = (float)(enter ?? otherwise.Enter),
            Leave = (float?)leave,
            Margin = (float)(section.Number("margin", 0, 1, 0.2) ?? otherwise.Margin),
            Frames = section.Whole("frames", 1, 10_000, otherwise.Frames),
            HoldSeconds = section.Number("holdSeconds", 0, 3600, 0.3) ?? otherwise.HoldSeconds,
            Classes = classes,
        };
        section.End();
        return settings;
    }

    private static double? Share(Section section, string name) => section.Number(name, 0, 1, name == "enter" ? 0.7 : 0.5);

    private static void Ordered(Section section, double enter, double? leave)
    {
        if (leave > enter)
            section.Refuse("leave", FormattableString.Invariant($"expected at most the {enter} of 'enter', got {leave}."));
    }
}
