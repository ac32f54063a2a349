using System.Text.Json;
using EdgeCnn.Tools.Report;

// kernels LISTING NAMES [--json]   judges the micro-kernels: NAMES is what `probe kernels` printed, LISTING the JIT's code of them
// race FOLDER [--json]             compares the counted inferences that arm-race.sh left in the folder
// Ends with 5 where a floor is missed, with 1 where something cannot be judged.
try
{
    switch (args)
    {
        case ["kernels", var listing, var names, .. var format] when format is [] or ["--json"]:
            var kernels = KernelReport.Make(JitListing.Read(listing), [.. File.ReadLines(names).Select(line => JsonSerializer.Deserialize<NamedKernel>(line, JsonSerializerOptions.Web)!)]);
            Console.WriteLine(format is [] ? KernelTable.Write(kernels) : JsonSerializer.Serialize(kernels, Json.Options));
            return kernels.Checks.All(check => check.Met) ? 0 : 5;
        case ["race", var folder, .. var format] when format is [] or ["--json"]:
            var race = RaceReport.Make(folder);
            File.WriteAllText(Path.Combine(folder, "../arm-race.json"), JsonSerializer.Serialize(race, Json.Options));
            Console.WriteLine(format is [] ? RaceTable.Write(race) : JsonSerializer.Serialize(race, Json.Options));
            return race.Checks.All(check => check.Met) ? 0 : 5;
        default:
            Console.Error.WriteLine("usage: report kernels LISTING NAMES [--json] | report race FOLDER [--json]");
            return 2;
    }
}
catch (InvalidDataException e)
{
    Console.Error.WriteLine($"report: {e.Message}");
    return 1;
}
