using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes.Layout;

/// <summary>
/// One walk over the nodes in which a transpose is not done but remembered: its result is a view of another tensor. A node that
/// can be told in the view's axes reads the source and gives a view again; any other node gets the transpose done before it.
/// </summary>
internal sealed class TransposeWalk
{
    private static readonly int[] ToChannelsFirst = [0, 3, 1, 2];

    private readonly NetworkGraph graph;
    private readonly HashSet<string> inputs;
    private readonly HashSet<string> outputs;
    private readonly HashSet<string> turnedInputs;
    private readonly HashSet<string> turnedSources = [];
    private readonly bool turnOutputs;
    private readonly NamedTable<TensorInfo>.Builder tensors;
    private readonly NamedTable<ReadOnlyMemory<byte>>.Builder constants;
    private readonly Dictionary<string, View> views = [];
    private readonly Dictionary<string, string> done = []; // source and permutation to the tensor that holds the transpose
    private readonly List<Node> nodes = [];
    private readonly HashSet<string> written;

    /// <param name="graph">The graph.</param>
    /// <param name="turnedInputs">Inputs [N, C, H, W] that become [N, H, W, C].</param>
    /// <param name="turnOutputs">True to let outputs become [N, H, W, C] where that saves a transpose; <see cref="NetworkGraph.KeptLayout"/> of the result then names those that did.</param>
    public TransposeWalk(NetworkGraph graph, IReadOnlyCollection<string> turnedInputs, bool turnOutputs)
    {
        (this.graph, this.turnedInputs, this.turnOutputs) = (graph, [.. turnedInputs], turnOutputs);
        inputs = [.. graph.Inputs];
        outputs = [.. graph.Outputs];
        tensors = graph.Tensors.ToBuilder();
        constants = graph.Constants.ToBuilder();
        written = [.. graph.Inputs, .. graph.Constants.Keys];
    }

    private readonly record struct View(string Source, int[] Permutation);

    public NetworkGraph Run()
    {
        foreach (string input in turnedInputs)
        {
            TensorInfo info = tensors[input];
            string source = Fresh($"{input}.nhwc");
            tensors[source] = info with { Name = source, Shape = Source(info.Shape, ToChannelsFirst) };
            views[input] = new View(source, ToChannelsFirst);
            turnedSources.Add(source);
            written.Remove(input);
        }

        foreach (Node node in graph.Nodes)
            Visit(node);
        Dictionary<string, int> sources = [];
        foreach (string output in outputs.Where(views.ContainsKey))
            sources[views[output].Source] = sources.GetValueOrDefault(views[output].Source) + 1;
        string[] turned = [.. graph.Outputs.Distinct().Where(output => views.TryGetValue(output, out View view) && !Finish(output, view, alone: sources[view.Source] == 1))];
        return Named(turned);
    }

    private void Visit(Node node)
    {
        if (node is TransposeNode transpose)
        {
            View from = ViewOf(node.Inputs[0]);
            int[] composed = [.. transpose.Permutation.Select(axis => from.Permutation.Length == 0 ? axis : from.Permutation[axis])];
            views[node.Output] = new View(from.Source, AxisRenaming.IsIdentity(composed) ? [] : composed);
            return;
        }

        if (node is ReshapeNode && ViewOf(node.Inputs[0]) is { Permutation.Length: > 0 } view && AxisRenaming.KeepsOrder(tensors[view.Source].Shape, view.Permutation))
        {
            Emit(node with { Inputs = [view.Source] });
            return;
        }

        View[] from2 = [.. node.Inputs.Select(ViewOf)];
        if (Leading(node, from2) is not { } permutation || !Sink(node, from2, permutation))
            Emit(node with { Inputs = [.. node.Inputs.Select(Done)] });
    }

    // The permutation in which the node would be told: that of its largest view, if views are the larger part of what it reads.
    private int[]? Leading(Node node, View[] from)
    {
        // Constants are turned once, when the model is loaded: they follow.
        var computed = node.Inputs.Select((name, i) => (View: from[i], tensors[name].Shape.Elements)).Where(input => !constants.ContainsKey(input.View.Source)).ToArray();
        var leading = computed.Where(input => input.View.Permutation.Length > 0).OrderByDescending(input => input.Elements).FirstOrDefault();
        if (leading.View.Permutation is not { } permutation)
            return null;
        long against = computed.Where(input => input.Elements > 1 && !permutation.SequenceEqual(input.View.Permutation)).Sum(input => (long)input.Elements);
        return against <= leading.Elements ? permutation : null;
    }

    private bool Sink(Node node, View[] from, int[] p)
    {
        TensorInfo output = tensors[node.Output];
        if (output.Quant is { Axis: >= 0 } || AxisRenaming.Of(node, p, [.. node.Inputs.Select(input => tensors[input])], output) is not { } renamed)
            return false;
        var renamedInputs = new string[from.Length];
        for (int i = 0; i < from.Length; i++)
        {
            // The indices of Gather have axes of their own.
            bool own = node is GatherNode && i == 1;
            if (own ? Done(node.Inputs[i]) is var same : (same = Renamed(node.Inputs[i], from[i], p)) is not null)
                renamedInputs[i] = same!;
            else
                return false;
        }

        string name = Fresh($"{node.Output}.nhwc");
        Node moved = renamed.Node with { Inputs = [.. renamedInputs], Output = name };
        tensors[name] = output with { Name = name, Shape = moved.InferShape([.. renamedInputs.Select(input => tensors[input])]) };
        written.Add(name);
        nodes.Add(moved);
        views[node.Output] = new View(name, renamed.Permutation);
        return true;
    }

    // An input in the order of axes in which the node is told now; null if there is no cheap way.
    private string? Renamed(string name, View from, int[] p)
    {
        if (from.Permutation.SequenceEqual(p))
            return from.Source;
        TensorInfo info = tensors[name];
        if (info.Shape.Elements == 1 && info.Shape.Rank <= p.Length && (from.Permutation.Length == 0))
            return from.Source;
        Shape full = new([.. Enumerable.Repeat(1, Math.Max(p.Length - info.Shape.Rank, 0)), .. info.Shape.Dims]);
        if (full.Rank != p.Length || info.Quant is { Axis: >= 0 })
            return null;
        int[] inverse = AxisRenaming.Inverse(p);
        if (constants.TryGetValue(from.Source, out var values) && from.Permutation.Length == 0)
            return Constant(info, values, full, inverse);
        if (info.Shape.Rank != p.Length)
            return null;
        int[] back = [.. inverse.Select(axis => from.Permutation.Length == 0 ? axis : from.Permutation[axis])];
        return AxisRenaming.IsIdentity(back) ? from.Source : Do(from.Source, back, Fresh($"{name}.nhwc"));
    }

    private string Constant(TensorInfo info, ReadOnlyMemory<byte> values, Shape full, int[] permutation)
    {
        string key = $"{info.Name}|{string.Join(',', permutation)}";
        if (done.TryGetValue(key, out string? known))
            return known;
        string name = Fresh($"{info.Name}.nhwc");
        var turned = info with { Name = name, Shape = new Shape([.. permutation.Select(axis => full[axis])]) };
        constants[name] = AxisOrder.Permute(values.Span, full, info.Type.SizeBytes(), permutation);
        tensors[name] = turned;
        written.Add(name);
        return done[key] = name;
    }

    private View ViewOf(string name) => views.TryGetValue(name, out View view) ? view : new View(name, []);

    // The tensor itself, with its transpose done if it is a view.
    private string Done(string name)
    {
        View view = ViewOf(name);
        // The name of an input that was turned stays that of what the caller gives.
        return view.Permutation.Length == 0 ? view.Source : Do(view.Source, view.Permutation, turnedInputs.Contains(name) ? Fresh($"{name}.nchw") : name);
    }

    private string Do(string source, int[] permutation, string name)
    {
        string key = $"{source}|{string.Join(',', permutation)}";
        if (done.TryGetValue(key, out string? known))
            return known;
        TensorInfo info = tensors[source];
        Shape shape = new([.. permutation.Select(axis => info.Shape[axis])]);
        QuantParams? quant = info.Quant is { Axis: >= 0 } perAxis ? perAxis with { Axis = Array.IndexOf(permutation, perAxis.Axis) } : info.Quant;
        tensors[name] = new TensorInfo(name, info.Type, shape, quant);
        written.Add(name);
        nodes.Add(AxisRenaming.KeepsOrder(info.Shape, permutation)
            ? new ReshapeNode { Name = name, Inputs = [source], Output = name, Target = shape }
            : new TransposeNode { Name = name, Inputs = [source], Output = name, Permutation = [.. permutation] });
        return done[key] = name;
    }

    // Writes an output that is a view; false if it is left in the order of its source. That takes the output's name then, so it
    // must be free: an input, a constant or another output has a name of its own, and a node may have asked for the usual order.
    private bool Finish(string output, View view, bool alone)
    {
        bool free = !inputs.Contains(output) && !written.Contains(output) && !constants.ContainsKey(view.Source)
            && !inputs.Contains(view.Source) && !turnedSources.Contains(view.Source) && !outputs.Contains(view.Source);
        if (turnOutputs && free && alone && view.Permutation.SequenceEqual(ToChannelsFirst))
            return false;
        // Without a permutation left the source is the output, under another name.
        if (written.Contains(output) || turnedInputs.Contains(output) || (free && alone && view.Permutation.Length == 0))
            return true;
        string result = view.Permutation.Length == 0 ? view.Source : Do(view.Source, view.Permutation, output);
        if (result == output)
            return true;
        written.Add(output);
        nodes.Add(new ReshapeNode { Name = output, Inputs = [result], Output = output, Target = tensors[result].Shape });
        tensors[output] = tensors[result] with { Name = output };
        return true;
    }

    private void Emit(Node node)
    {
        written.Add(node.Output);
        nodes.Add(node);
    }

    // Tensors of which only another order is left take the name that the file knows.
    private NetworkGraph Named(string[] turned)
    {
        var names = new Dictionary<string, string>();
        foreach (var (name, view) in views.OrderByDescending(entry => outputs.Contains(entry.Key)))
        {
            bool free = !written.Contains(name) && !inputs.Contains(view.Source) && !outputs.Contains(view.Source) && !graph.Constants.ContainsKey(view.Source);
            if (free && (view.Permutation.Length > 0 || outputs.Contains(name)))
                names.TryAdd(view.Source, name);
        }

        string Rename(string name) => names.GetValueOrDefault(name, name);
        string NameOf(Node node) => names.TryGetValue(node.Output, out string? tensor) && graph.Producer(tensor) is { } known ? known.Name : node.Name;
        foreach (string stale in graph.Tensors.Keys.Where(name => !written.Contains(name)))
            tensors.Remove(stale);
        foreach (var (from, to) in names)
        {
            tensors[to] = tensors[from] with { Name = to };
            tensors.Remove(from);
            if (constants.Remove(from, out var values))
                constants[to] = values;
        }

        return graph with
        {
            Nodes = [.. nodes.Select(node => node with { Name = NameOf(node), Inputs = [.. node.Inputs.Select(Rename)], Output = Rename(node.Output) })],
            Tensors = tensors.ToImmutable(),
            Constants = constants.ToImmutable(),
            KeptLayout = turnOutputs ? [.. turned] : graph.KeptLayout,
        };
    }

    private static Shape Source(Shape shape, int[] permutation)
    {
        int[] dims = new int[permutation.Length];
        for (int i = 0; i < dims.Length; i++)
            dims[permutation[i]] = shape[i];
        return new Shape(dims);
    }

    private string Fresh(string like)
    {
        string name = like;
        for (int i = 1; tensors.ContainsKey(name); i++)
            name = $"{like}.{i}";
        return name;
    }
}
