using EdgeCnn.Tools.OnnxRuntime;
using EdgeCnn.Tools.Race;
using EdgeCnn.Tools.Race.Contenders;
using EdgeCnn.Tools.Race.Models;
using EdgeCnn.Tools.Race.Reports;

if (args is ["--contender", .. var contender])
    return ContenderProgram.Run(contender);

RaceOptions? options;
try
{
    options = RaceOptions.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"race: {error.Message} tools/race.sh --help shows an example.");
    return 2;
}

if (options is null)
{
    Console.WriteLine(RaceOptions.Help);
    return 0;
}

DirectoryInfo temp = Directory.CreateTempSubdirectory("edgecnn-race-");
try
{
    ModelPlace[] places = [.. options.Models.Count > 0 ? options.Models.SelectMany(ModelPlace.Named) : ModelPlace.All()];
    RaceModel[] prepared = [.. places.Select((place, i) => RaceModel.Prepare(place, Path.Combine(temp.FullName, $"{i}")))];
    RaceModel[] models = [.. prepared.Where(model => model.MultiplyAdds < options.ModelsUnder).OrderBy(model => model.IsInt8).ThenBy(model => model.MultiplyAdds)];
    if (models.Length == 0)
        throw new RaceException($"no model has fewer than {options.ModelsUnder} multiply-adds.");

    var race = new ModelRace(options, OrtLibrary.InPackage(Tree.At("tools/onnxruntime")), options.Ncnn is { } ncnn ? new NcnnBenchmark(ncnn) : null);
    var results = new List<ModelResult>();
    foreach (RaceModel model in models)
    {
        results.Add(race.Run(model));
        Console.Error.WriteLine($"race: {results.Count} of {models.Length}: {model.Name} {string.Join(", ", results[^1].Lanes.Select(lane => $"{lane.Ratio:F3} on {lane.Threads}"))}");
    }

    var report = new RaceReport(options, results);
    Console.WriteLine(options.Json ? RaceJson.Write(report) : RaceTable.Write(report).TrimEnd());
    return results.All(result => result.Agreement.Equal) ? 0 : 5;
}
catch (RaceException error)
{
    Console.Error.WriteLine($"race: {error.Message}");
    return 3;
}
finally
{
    temp.Delete(recursive: true);
}
