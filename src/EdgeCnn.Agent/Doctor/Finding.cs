using System.Text.Json.Serialization;

namespace EdgeCnn.Agent.Doctor;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Area">What it belongs to, for example <c>processor</c>.</param>
/// <param name="Level">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do, where there is something to do.</param>
internal sealed record Finding(string Area, FindingLevel Level, string Text, string? Remedy = null)
{
    /// <summary>For example <c>ok    processor: Cortex-A72</c>.</summary>
    public override string ToString() => $"{Level switch { FindingLevel.Ok => "ok  ", FindingLevel.Note => "note", _ => "FIX " }}  {Area}: {Text}{(Remedy is null ? "" : $" {Remedy}")}";
}

/// <summary>How a thing is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingLevel>))]
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but somebody may want to know.</summary>
    Note,

    /// <summary>Must be fixed.</summary>
    Fix,
}
