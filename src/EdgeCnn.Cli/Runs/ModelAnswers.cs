using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Runs;

/// <summary>What a model answers to the test pictures of a data set.</summary>
/// <param name="Data">The pictures.</param>
/// <param name="Answers">The answers to those that can be read.</param>
internal sealed record ModelAnswers(IDataset Data, TestAnswers Answers)
{
    /// <summary>Asks a model whose answers exclude each other.</summary>
    /// <exception cref="EdgeCnnException">They do not, or model and data do not fit.</exception>
    public static ModelAnswers Of(string model, string data, InputScaling scaling, CommandOutput output, CancellationToken cancellation)
    {
        NetworkGraph graph = ModelFile.Open(model);
        if (graph.Contract?.Task == ModelTask.Multilabel)
            throw new EdgeCnnException($"{model}: several of its labels may be right at once, so none is taken for another. 'edgecnn eval' has the figures of each.", ExitCode.Usage);
        string? one = graph.Contract?.Labels is [var label] ? label : null;
        IDataset test = NamedData.Parse(data).Open(train: false, one is null ? graph.Contract?.Labels : null);
        if (one is not null)
            test = test.Labels.Contains(one) ? new OneClassDataset(test, one) : throw new EdgeCnnException($"{data}: has no class '{one}', which is what {model} tells from all others.");
        InputContract contract = scaling.Contract(model, graph.Contract, graph.Tensor(graph.Inputs[0]), test.Labels);
        if (graph.Contract is null && scaling.Crop is null && !HasPicturesOf(test, contract.Height, contract.Width))
            throw InputScaling.Unfitted(model, contract);
        int outputs = graph.Tensor(graph.Outputs[0]).Shape.Elements;
        if (outputs != test.Labels.Count)
            throw new EdgeCnnException($"{model}: {outputs} outputs for {test.Labels.Count} classes of the data.");
        Predictions predictions = ModelTest.Predict(graph with { Contract = contract }, test, output, cancellation);
        return predictions.Count == 0
            ? throw new EdgeCnnException($"{data}: none of its {test.Count} pictures can be read. See 'edgecnn data check {data}'.")
            : new ModelAnswers(test, new TestAnswers(test, predictions, contract.Task));
    }

    /// <summary>The pictures that were taken for something else, the surest first.</summary>
    public IReadOnlyList<Mistake> Mistakes(int most) => [.. Answers.Mistakes(most).Select(said =>
    {
        Sample sample = DatasetPictures.Of(Data, said.Picture);
        return new Mistake(sample.Picture, sample.Label, Answers.Classes[said.Answer], said.Probability);
    })];

    // Files may each have a size of their own.
    private static bool HasPicturesOf(IDataset data, int height, int width)
    {
        if (data is FileDataset || DatasetPictures.FirstReadable(data) is not (>= 0 and var first))
            return false;
        ImageView picture = data.Picture(first);
        return picture.Height == height && picture.Width == width;
    }
}
