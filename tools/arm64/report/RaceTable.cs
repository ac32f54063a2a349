using System.Text;

namespace EdgeCnn.Tools.Report;

/// <summary>The race as text.</summary>
internal static class RaceTable
{
    private const int MostMethods = 6;

    public static string Write(RaceReport race)
    {
        var text = new StringBuilder();
        string[] cpus = [.. race.Models[0].Entries.Select(entry => entry.Cpu)];
        foreach (var models in race.Models.GroupBy(model => model.IsInt8))
        {
            text.Append($"{(models.Key ? "int8" : "float")}: millions of instructions of one inference, exact; ours, {race.Rival}, ratio\n");
            text.Append($"{"",-26} {"MMAC",7}");
            foreach (string cpu in cpus)
                text.Append($"  {cpu,-26}");
            foreach (RaceModel model in models)
            {
                text.Append($"\n{model.Model,-26} {model.MultiplyAdds / 1e6,7:F2}");
                foreach (RaceEntry entry in model.Entries)
                    text.Append($"  {entry.Ours.Instructions / 1e6,9:F3} {entry.OnnxRuntime.Instructions / 1e6,9:F3} {entry.Ratio,6:F2}");
            }

            text.Append($"\n{"geometric mean",-34}");
            foreach (string cpu in cpus)
                text.Append($"  {race.Means.First(mean => mean.Cpu == cpu && mean.IsInt8 == models.Key).Ratio,26:F2}");
            text.Append("\n\n");
        }

        text.Append("*modelled* milliseconds of one inference on one core, no measurement: executed code at llvm-mca's cycles, all data in the first cache;\n");
        text.Append($"ours, {race.Rival}, ratio\n{"",-26}");
        foreach (Board board in race.Boards)
            text.Append($"  {$"{board.Name}, {board.Ghz:F1} GHz",-24}");
        foreach (RaceModel model in race.Models)
        {
            text.Append($"\n{model.Model,-26}");
            foreach (Board board in race.Boards)
            {
                RaceEntry entry = model.On(board.Cpu)!;
                text.Append($"  {board.Milliseconds(entry.Ours),8:F3} {board.Milliseconds(entry.OnnxRuntime),8:F3} {board.Milliseconds(entry.Ours) / board.Milliseconds(entry.OnnxRuntime),6:F2}");
            }
        }

        text.Append("\n\nwhere ours goes: % of the instructions, % of the modelled cycles, method\n");
        foreach (RaceModel model in race.Models)
        {
            foreach (RaceEntry entry in model.Entries)
                text.Append($"{model.Model,-26} {entry.Cpu,-10}  {string.Join("; ", entry.Methods.Take(MostMethods).Select(share => $"{100 * share.Instructions:F0} {100 * share.Cycles:F0} {share.Method}"))}\n");
        }

        text.Append('\n');
        foreach (Check check in race.Checks.Where(check => !check.Met))
            text.Append($"FAIL  {check.What}: {check.Found}\n");
        return text.Append($"{race.Checks.Count(check => check.Met)} passed, {race.Checks.Count(check => !check.Met)} failed").ToString();
    }
}
