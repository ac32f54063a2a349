using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Execution;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime;

/// <summary>A model, planned once, ready to run without allocation.</summary>
/// <remarks>Threading: one run at a time; give each thread a session of its own.</remarks>
public sealed class InferenceSession
{
    private readonly Plan plan;
    private readonly Executor executor;
    private readonly bool[] flipInput;
    private readonly bool[] flipOutput;

    private InferenceSession(NetworkGraph graph, SessionOptions options)
    {
        Graph = graph;
        plan = Planner.Plan(graph, FindKernels(options.Kernels), options.MaxArenaBytes);
        executor = new Executor(plan, options.Profile);
        Inputs = [.. graph.Inputs.Select(graph.Tensor)];
        Outputs = [.. graph.Outputs.Select(graph.Tensor)];
        flipInput = [.. Inputs.Zip(plan.Inputs, (given, planned) => given.Type != planned.Info.Type)];
        flipOutput = [.. Outputs.Zip(plan.Outputs, (given, planned) => given.Type != planned.Info.Type)];
    }

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

    /// <summary>Bytes of memory for activations and scratch.</summary>
    public long ArenaBytes => plan.ActivationBytes + (long)plan.ScratchBytes;

    /// <summary>The least <see cref="ArenaBytes"/> that any placement of the same tensors could reach.</summary>
    public long ArenaLowerBoundBytes => plan.ActivationLowerBound + plan.ScratchBytes;

    /// <summary>Loads and plans a model file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or not a model.</exception>
    /// <exception cref="GraphException">The network contradicts itself or this build cannot run it.</exception>
    /// <exception cref="EdgeCnnException">The file cannot be opened, or the kernel set is unknown or not for this processor.</exception>
    public static InferenceSession Load(string path, SessionOptions? options = null) => Create(EcnnReader.Read(path), options);

    /// <summary>Loads and plans a model that is in memory.</summary>
    /// <inheritdoc cref="Load(string, SessionOptions?)"/>
    public static InferenceSession Load(ReadOnlyMemory<byte> model, SessionOptions? options = null) => Create(EcnnReader.Read(model), options);

    /// <summary>Plans a graph.</summary>
    /// <inheritdoc cref="Load(string, SessionOptions?)"/>
    public static InferenceSession Create(NetworkGraph graph, SessionOptions? options = null) => new(graph, options ?? new SessionOptions());

    /// <summary>Runs a model with one input and one output.</summary>
    /// <typeparam name="TInput"><see cref="float"/>, <see cref="byte"/> or <see cref="sbyte"/>, as <see cref="Inputs"/> says; <see cref="byte"/> is taken for either 8-bit type.</typeparam>
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

    /// <summary>Runs a model with one input; <see cref="CopyOutput"/> then gives the results.</summary>
    /// <inheritdoc cref="Run{TInput, TOutput}"/>
    public void Run<TInput>(ReadOnlySpan<TInput> input)
        where TInput : unmanaged
    {
        if (Inputs.Length != 1)
            throw new ArgumentException($"The model has {Inputs.Length} inputs; give each with SetInput, then Run().");
        SetInput(0, input);
        Run();
    }

    /// <summary>Gives one input of a model; it must be given again before each run, since its memory is used again.</summary>
    /// <exception cref="ArgumentException">Type or length do not fit the model.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> input)
        where T : unmanaged
    {
        Check<T>(Inputs[index], input.Length);
        executor.SetInput(index, MemoryMarshal.AsBytes(input), flipInput[index]);
    }

    /// <summary>Runs the model on the inputs that were given.</summary>
    public void Run() => executor.Run();

    /// <summary>A result of the last run.</summary>
    /// <exception cref="ArgumentException">Type or length do not fit the model.</exception>
    public void CopyOutput<T>(int index, Span<T> output)
        where T : unmanaged
    {
        Check<T>(Outputs[index], output.Length);
        executor.GetOutput(index, MemoryMarshal.AsBytes(output), flipOutput[index]);
    }

    /// <summary>The plan as a table: step, operator, result, kernel, multiply-adds and bytes. The first thing to paste into a bug report.</summary>
    public string Describe() => PlanTable.Write(Graph, plan, executor.StepTicks);

    private static KernelSet FindKernels(string? name)
    {
        if (name is null)
            return KernelSets.Best;
        KernelSet set = KernelSets.Find(name)
            ?? throw new EdgeCnnException($"kernel set '{name}' is unknown. Known: {string.Join(", ", KernelSets.All)}.", ExitCode.Usage);
        return set.IsSupported
            ? set
            : throw new EdgeCnnException($"kernel set '{name}' needs {set.Requires}; this processor has {string.Join(", ", KernelSets.Supported)}.", ExitCode.Usage);
    }

    private static void Check<T>(TensorInfo info, int length)
        where T : unmanaged
    {
        bool fits = info.Type switch
        {
            DataType.Float32 => typeof(T) == typeof(float),
            DataType.UInt8 => typeof(T) == typeof(byte),
            DataType.Int8 => typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte),
            _ => typeof(T) == typeof(int),
        };
        if (!fits || length != info.Shape.Elements)
            throw new ArgumentException($"Tensor {info} wants {info.Shape.Elements} elements of {info.Type}, got {length} of {typeof(T).Name}.");
    }
}
