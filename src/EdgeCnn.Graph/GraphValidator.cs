using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph;

/// <summary>Checks a graph as a whole and reports every finding at once.</summary>
public static class GraphValidator
{
    private const int MaxFindings = 20;

    /// <summary>Returns the graph if nothing is wrong with it.</summary>
    /// <exception cref="GraphException">Something is; the message lists all findings.</exception>
    public static NetworkGraph Validated(NetworkGraph graph)
    {
        List<string> findings = Check(graph);
        return findings.Count == 0 ? graph : throw new GraphException($"graph '{graph.Name}'", string.Join(" | ", findings));
    }

    /// <summary>What is wrong with a graph; at most 20 findings.</summary>
    public static List<string> Check(NetworkGraph graph)
    {
        var findings = new List<string>();
        CheckTensors(graph, findings);
        if (findings.Count == 0)
            CheckNodes(graph, findings);
        if (findings.Count == 0)
            CheckLayout(graph, findings);
        if (findings.Count == 0 && graph.Contract is { } contract)
            CheckContract(graph, contract, findings);
        return findings.Count > MaxFindings ? findings[..MaxFindings] : findings;
    }

    private static void CheckTensors(NetworkGraph graph, List<string> findings)
    {
        if (graph.Inputs.IsDefaultOrEmpty || graph.Outputs.IsDefaultOrEmpty)
            findings.Add("a network needs at least one input and one output");
        foreach (string name in graph.Tensors.Keys)
        {
            TensorInfo info = graph.Tensors[name];
            if (string.IsNullOrEmpty(name) || info is null || info.Name != name)
                findings.Add($"tensor '{name}' has no proper name");
            else if (!info.Shape.IsValid || (long)info.Shape.Elements * info.Type.SizeBytes() > int.MaxValue)
                findings.Add($"tensor '{name}' has a shape out of range: {info.Shape}");
            else if (info.Quant is { } quant && QuantError(info, quant) is { } error)
                findings.Add($"tensor '{name}': {error}");
        }

        foreach (string name in graph.Constants.Keys)
        {
            ReadOnlyMemory<byte> data = graph.Constants[name];
            if (!graph.Tensors.TryGetValue(name, out var info))
                findings.Add($"constant '{name}' has no tensor");
            else if (info is { Shape.IsValid: true } && data.Length != (long)info.Shape.Elements * info.Type.SizeBytes())
                findings.Add($"constant {info} has {data.Length} bytes");
        }

        foreach (string name in (graph.Inputs.IsDefault ? [] : graph.Inputs).Where(name => name is null || !graph.Tensors.ContainsKey(name) || graph.Constants.ContainsKey(name)))
            findings.Add($"input '{name}' is not a tensor that can be given");
        if (!graph.Inputs.IsDefault && graph.Inputs.Distinct().Count() != graph.Inputs.Length)
            findings.Add("an input is named twice");
    }

    private static string? QuantError(TensorInfo info, QuantParams quant)
    {
        if (quant.Scales.IsDefaultOrEmpty || quant.ZeroPoints.IsDefault || quant.ZeroPoints.Length != quant.Scales.Length)
            return "quantization needs as many zero points as scales, and at least one";
        if (quant.Axis < -1 || quant.Axis >= info.Shape.Rank || quant.Scales.Length != (quant.Axis < 0 ? 1 : info.Shape[quant.Axis]))
            return $"{quant.Scales.Length} scales along axis {quant.Axis} do not fit {info.Shape}";
        if (quant.Scales.Any(s => !float.IsFinite(s) || s <= 0))
            return "a scale is not a positive finite number";
        bool zeroPointsFit = info.Type switch
        {
            DataType.Float32 or DataType.Int64 or DataType.Bool => false,
            DataType.Int32 => quant.ZeroPoints.All(z => z == 0),
            _ => quant.ZeroPoints.All(z => z >= info.Type.MinCode() && z <= info.Type.MaxCode()),
        };
        return zeroPointsFit ? null : $"a zero point is not a code of {info.Type}";
    }

    private static void CheckNodes(NetworkGraph graph, List<string> findings)
    {
        var known = new HashSet<string>(graph.Inputs.Concat(graph.Constants.Keys));
        foreach (Node node in graph.Nodes)
        {
            if (node is null || node.Inputs.IsDefault || node.Inputs.Contains(null!) || node.Output is null || node.Name is null)
            {
                findings.Add("a node lacks its name, inputs or output");
                return;
            }

            if (node.Inputs.Length < node.Arity.Least || node.Inputs.Length > node.Arity.Most)
                findings.Add($"{node.Label} takes {node.Arity.Least} to {node.Arity.Most} inputs, got {node.Inputs.Length}");
            else if (node.Inputs.FirstOrDefault(input => !known.Contains(input)) is { } missing)
                findings.Add($"{node.Label} reads '{missing}' before anything has written it");
            else if (!graph.Tensors.TryGetValue(node.Output, out var output))
                findings.Add($"{node.Label} writes '{node.Output}', which is not a tensor");
            else
                CheckNode(graph, node, output, findings);
            if (!known.Add(node.Output))
                findings.Add($"{node.Label} writes '{node.Output}', which is written already");
            if (findings.Count >= MaxFindings)
                return;
        }

        foreach (string name in graph.Outputs.Where(name => name is null || !known.Contains(name)))
            findings.Add($"output '{name}' is written by nothing");
    }

    private static void CheckNode(NetworkGraph graph, Node node, TensorInfo output, List<string> findings)
    {
        var inputs = graph.InputsOf(node);
        try
        {
            Shape shape = node.InferShape(inputs);
            if (shape != output.Shape)
                findings.Add($"{node.Label} gives {shape}, but '{output.Name}' is declared {output.Shape}");
        }
        catch (GraphException error)
        {
            findings.Add(error.Message);
            return;
        }

        if (node.CheckTypes(inputs, output) is { } wrong)
            findings.Add($"{node.Label} {wrong}");
    }

    private static void CheckLayout(NetworkGraph graph, List<string> findings)
    {
        HashSet<string> maps = [.. graph.Inputs.Concat(graph.Outputs).Where(name => graph.Tensor(name).Shape.Rank == 4)];
        if (graph.KeptLayout.IsDefault)
            findings.Add("the kept layout is no list; an empty one says that no input or output is kept");
        foreach (string name in (graph.KeptLayout.IsDefault ? [] : graph.KeptLayout).Where(name => name is null || !maps.Contains(name)).Take(MaxFindings))
            findings.Add($"the kept layout names '{name}', which is no input or output of four axes");
    }

    private static void CheckContract(NetworkGraph graph, InputContract contract, List<string> findings)
    {
        TensorInfo picture = graph.Tensor(graph.Inputs[0]);
        if (picture.Type != DataType.Float32 && !(picture.Type.IsCode() && picture.Quant is { Axis: -1 }))
            findings.Add($"the contract wants a Float32 or 8-bit input with one scale, got {picture}");
        Shape input = picture.Shape;
        if (input.Rank != 4 || input[1] != contract.Height || input[2] != contract.Width || input[3] != contract.Channels)
            findings.Add($"the contract's {contract.Height}x{contract.Width}x{contract.Channels} does not fit the input {input}");
        if (contract.Mean.IsDefault || contract.Std.IsDefault || contract.Mean.Length != contract.Channels || contract.Std.Length != contract.Channels
            || contract.Mean.Any(m => !float.IsFinite(m)) || contract.Std.Any(s => !float.IsFinite(s) || s == 0))
            findings.Add($"the contract needs {contract.Channels} finite means and non-zero standard deviations");
        if (contract.Divisor is { } divisor && (!float.IsFinite(divisor) || divisor == 0))
            findings.Add($"the contract divides by {divisor}");
        Shape output = graph.Tensor(graph.Outputs[0]).Shape;
        int outputs = output.Rank == 0 ? 1 : output[-1];
        if (contract.Labels.IsDefault || contract.Labels.Contains(null!) || contract.Labels.Length != outputs)
            findings.Add($"the contract names {(contract.Labels.IsDefault ? 0 : contract.Labels.Length)} labels for {outputs} outputs");
    }
}
