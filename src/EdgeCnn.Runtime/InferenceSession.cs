using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Execution;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime;

/// <summary>A model, planned once, ready to run without allocation.</summary>
/// <remarks>Threading: one run at a time; give each thread a <see cref="Fork"/> of its own.</remarks>
public sealed class InferenceSession
{
    private readonly Plan plan;
    private readonly Executor executor;
    private readonly bool[] flipInput;
    private readonly bool[] flipOutput;
    private readonly bool profile;
    private PlanSummary? summary;

    private InferenceSession(NetworkGraph graph, SessionOptions options)
    {
        Graph = graph;
        CheckPasses(options.WithoutPasses);
        plan = Planner.Plan(graph, PickerOf(options), options.MaxArenaBytes, options.WithoutPasses, ThreadsOf(options.Threads));
        profile = options.Profile;
        CheckChoices(options.KernelChoices);
        executor = new Executor(plan, profile);
        Inputs = [.. graph.Inputs.Select(graph.Tensor)];
        Outputs = [.. graph.Outputs.Select(graph.Tensor)];
        flipInput = Differ(Inputs, plan.Inputs);
        flipOutput = Differ(Outputs, plan.Outputs);
    }

    private InferenceSession(InferenceSession other)
    {
        Graph = other.Graph;
        plan = other.plan;
        profile = other.profile;
        executor = new Executor(plan, profile);
        Inputs = other.Inputs;
        Outputs = other.Outputs;
        flipInput = other.flipInput;
        flipOutput = other.flipOutput;
    }

    /// <summary>Names that <see cref="SessionOptions.WithoutPasses"/> may hold: those of <see cref="GraphPasses.All"/>, then what the planner fuses itself.</summary>
    public static IReadOnlyList<string> PassNames { get; } = [.. GraphPasses.All.Select(pass => pass.Name), SumFusion.Name];

    /// <summary>The model as it was loaded.</summary>
    public NetworkGraph Graph { get; }

    /// <summary>What the model takes.</summary>
    public ImmutableArray<TensorInfo> Inputs { get; }

    /// <summary>What the model gives.</summary>
    public ImmutableArray<TensorInfo> Outputs { get; }

    /// <summary>What pictures the model takes and what its outputs mean, where the model says so.</summary>
    public InputContract? Contract => Graph.Contract;

    /// <summary>The name of the kernel set that was chosen.</summary>
    public string Kernels => plan.Kernels.Name;

    /// <summary>Threads that may work on one run.</summary>
    public int Threads => plan.Threads;

    /// <summary>Steps, kernels, multiply-adds and bytes as data.</summary>
    public PlanSummary Plan => summary ??= plan.Summarize();

    /// <summary>Stopwatch ticks of each step of the last run; empty without <see cref="SessionOptions.Profile"/>.</summary>
    public ReadOnlySpan<long> StepTicks => executor.StepTicks;

    /// <summary>Bytes of memory for activations and scratch.</summary>
    public long ArenaBytes => plan.ActivationBytes + ((long)plan.Threads * plan.ScratchBytes);

    /// <summary>The least <see cref="ArenaBytes"/> that any placement of the same tensors could reach.</summary>
    public long ArenaLowerBoundBytes => plan.ActivationLowerBound + ((long)plan.Threads * plan.ScratchBytes);

    /// <summary>Loads and plans a model file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or not a model.</exception>
    /// <exception cref="GraphException">The network contradicts itself or this build cannot run it.</exception>
    /// <exception cref="EdgeCnnException">The file cannot be opened, a pass is unknown, or the kernel set is unknown or not for this processor, or a kernel that was chosen does not take its layer.</exception>
    public static InferenceSession Load(string path, SessionOptions? options = null) => Create(EcnnReader.Read(path), options);

    /// <summary>Loads and plans a model that is in memory.</summary>
    /// <inheritdoc cref="Load(string, SessionOptions?)"/>
    public static InferenceSession Load(ReadOnlyMemory<byte> model, SessionOptions? options = null) => Create(EcnnReader.Read(model), options);

    /// <summary>Plans a graph.</summary>
    /// <inheritdoc cref="Load(string, SessionOptions?)"/>
    public static InferenceSession Create(NetworkGraph graph, SessionOptions? options = null) => new(graph, options ?? new SessionOptions());

    /// <summary>A session for another thread: graph, plan and packed weights are this one's, the memory that a run writes is its own.</summary>
    public InferenceSession Fork() => new(this);

    /// <summary>Runs a model with one input and one output.</summary>
    /// <typeparam name="TInput">
    /// <see cref="float"/>, <see cref="int"/>, <see cref="long"/>, <see cref="sbyte"/>, <see cref="byte"/> or <see cref="bool"/>, as
    /// <see cref="Inputs"/> says; <see cref="byte"/> is taken for every type of one byte.
    /// </typeparam>
    /// <typeparam name="TOutput">As <see cref="Outputs"/> says.</typeparam>
    /// <exception cref="ArgumentException">Type or length do not fit the model; nothing was run.</exception>
    public void Run<TInput, TOutput>(ReadOnlySpan<TInput> input, Span<TOutput> output)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        Check<TOutput>(Outputs[0], output.Length);
        Run(input);
        CopyOutput(0, output);
    }

    /// <summary>Runs a model with one input; <see cref="CopyOutput{T}(int, Span{T})"/> then gives the results.</summary>
    /// <inheritdoc cref="Run{TInput, TOutput}"/>
    public void Run<TInput>(ReadOnlySpan<TInput> input)
        where TInput : unmanaged
    {
        if (Inputs.Length != 1)
            throw new ArgumentException($"The model has {Inputs.Length} inputs ({Names(Inputs)}); give each with SetInput, then Run().");
        SetInput(0, input);
        Run();
    }

    /// <summary>Gives one input of a model; it must be given again before each run, since its memory is used again.</summary>
    /// <exception cref="ArgumentException">There is no such input, or type or length do not fit the model.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> input)
        where T : unmanaged
    {
        CheckIndex("inputs", Inputs, index);
        Check<T>(Inputs[index], input.Length);
        executor.SetInput(index, MemoryMarshal.AsBytes(input), flipInput[index]);
    }

    /// <summary>Gives the input of that name.</summary>
    /// <inheritdoc cref="SetInput{T}(int, ReadOnlySpan{T})"/>
    public void SetInput<T>(string name, ReadOnlySpan<T> input)
        where T : unmanaged => SetInput(IndexOf("inputs", Inputs, name), input);

    /// <summary>Runs the model on the inputs that were given.</summary>
    public void Run() => executor.Run();

    /// <summary>A result of the last run.</summary>
    /// <exception cref="ArgumentException">There is no such output, or type or length do not fit the model.</exception>
    public void CopyOutput<T>(int index, Span<T> output)
        where T : unmanaged
    {
        CheckIndex("outputs", Outputs, index);
        Check<T>(Outputs[index], output.Length);
        executor.GetOutput(index, MemoryMarshal.AsBytes(output), flipOutput[index]);
    }

    /// <summary>The result of that name of the last run.</summary>
    /// <inheritdoc cref="CopyOutput{T}(int, Span{T})"/>
    public void CopyOutput<T>(string name, Span<T> output)
        where T : unmanaged => CopyOutput(IndexOf("outputs", Outputs, name), output);

    /// <summary>The plan as a table: step, operator, result, kernel, multiply-adds and bytes. The first thing to paste into a bug report.</summary>
    public string Describe() => PlanTable.Write(Plan, executor.StepTicks);

    private static bool[] Differ(ImmutableArray<TensorInfo> given, ImmutableArray<PlanTensor> planned)
    {
        bool[] differ = new bool[given.Length];
        for (int i = 0; i < differ.Length; i++)
            differ[i] = given[i].Type != planned[i].Info.Type;
        return differ;
    }

    private static int ThreadsOf(int wanted) => wanted switch
    {
        0 => CoreTopology.OfThisMachine.FastCores,
        >= 1 and <= WorkerPool.MaxHelpers => wanted,
        _ => throw new EdgeCnnException($"threads must be 0 (one a fast core) to {WorkerPool.MaxHelpers}, got {wanted}.", ExitCode.Usage),
    };

    private void CheckChoices(IReadOnlyDictionary<string, string> choices)
    {
        foreach (string name in choices.Keys)
        {
            if (plan.Steps.All(step => step.Node.Name != name || step.Operator.Candidates.IsEmpty))
                throw new EdgeCnnException($"a kernel is chosen for node '{name}', but the plan has no such step with a choice. Look at the names in the plan.", ExitCode.Usage);
        }
    }

    private static KernelPicker PickerOf(SessionOptions options)
    {
        KernelSet set = options.KernelSet ?? KernelChoice.Of(options.Kernels);
        return new KernelPicker(options.EqualBits ? set.Direct() : set) { Without = options.WithoutKernels, Choices = options.KernelChoices };
    }

    private static void CheckPasses(IReadOnlyCollection<string> names)
    {
        if (names.FirstOrDefault(name => !PassNames.Contains(name)) is { } unknown)
            throw new EdgeCnnException($"graph pass '{unknown}' is unknown. Known: {string.Join(", ", PassNames)}.", ExitCode.Usage);
    }

    private static int IndexOf(string kind, ImmutableArray<TensorInfo> tensors, string name)
    {
        for (int i = 0; i < tensors.Length; i++)
        {
            if (tensors[i].Name == name)
                return i;
        }

        throw new ArgumentException($"'{name}' is none of the model's {kind}: {Names(tensors)}.");
    }

    private static void CheckIndex(string kind, ImmutableArray<TensorInfo> tensors, int index)
    {
        if ((uint)index >= (uint)tensors.Length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The model has {tensors.Length} {kind}: {Names(tensors)}.");
    }

    private static string Names(ImmutableArray<TensorInfo> tensors) => string.Join(", ", tensors.Select(info => $"'{info.Name}'"));

    private static void Check<T>(TensorInfo info, int length)
        where T : unmanaged
    {
        if (!Holds<T>(info.Type) || length != info.Shape.Elements)
            throw new ArgumentException($"Tensor {info} wants {info.Shape.Elements} elements of {info.Type}, got {length} of {typeof(T).Name}.");
    }

    // Bytes stand for every type of one byte. Each type is asked for by itself: NativeAOT takes such tests in the arms of a switch for dead code.
    private static bool Holds<T>(DataType type)
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
            return type is DataType.UInt8 or DataType.Int8 or DataType.Bool;
        if (typeof(T) == typeof(sbyte))
            return type == DataType.Int8;
        if (typeof(T) == typeof(float))
            return type == DataType.Float32;
        if (typeof(T) == typeof(bool))
            return type == DataType.Bool;
        return typeof(T) == typeof(long) ? type == DataType.Int64 : typeof(T) == typeof(int) && type == DataType.Int32;
    }
}
