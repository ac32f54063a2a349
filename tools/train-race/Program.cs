using EdgeCnn.TrainRace;

const string help = """
    Training speed on this machine, ours beside PyTorch, in interleaved rounds of one run.

      tools/train-race.sh [MODEL...] [--threads 1,2] [--rounds N] [--steps N] [--json]

    MODEL is cifar-seed (batch 256) or resnet8 (batch 64); both unless said. A step is forward, backward and Adam on random pictures
    that are in memory already. PyTorch runs in both memory formats; the better one counts. A ratio is the median over rounds of
    ours / theirs. For two threads the machine's own ceiling is taken in the same rounds: two one-thread copies of ours at once.

      tools/train-race.sh resnet8 --threads 1 --rounds 9
    """;

if (args.Contains("--help"))
{
    Console.WriteLine(help);
    return 0;
}

if (args is ["--worker", var model, var threads])
    return Worker.Run(model, int.Parse(threads));
try
{
    var options = RaceOptions.Parse(args);
    return new TrainingRace(options).Run();
}
catch (ArgumentException error)
{
    Console.Error.WriteLine($"train-race: {error.Message} See --help.");
    return 2;
}
