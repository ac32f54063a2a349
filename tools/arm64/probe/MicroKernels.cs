using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeCnn.Kernels;

namespace EdgeCnn.Tools.Probe;

/// <summary>
/// Finds the micro-kernels by themselves: every struct of EdgeCnn.Kernels behind an interface <c>I…MicroKernel</c>, its type
/// parameters closed over every struct that fits and that this processor can run. So a new kernel needs no line here.
/// </summary>
internal static class MicroKernels
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Structs = [.. typeof(KernelSets).Assembly.GetTypes().Where(type => type.IsValueType && !type.IsEnum)];

    /// <summary>Has the JIT compile them, without a run, and writes name and type of each as the JIT's listing calls it.</summary>
    public static void CompileAll(TextWriter output)
    {
        foreach (Type kernel in Structs.Where(IsMicroKernel).SelectMany(Closings).Where(kernel => IsSupported(kernel)))
            Compile(Name(kernel), kernel, output);
        Compile(UnscheduledMlal.Name, typeof(UnscheduledMlal), output);
    }

    private static void Compile(string name, Type kernel, TextWriter output)
    {
        foreach (MethodInfo method in kernel.GetMethods(Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName && !method.ContainsGenericParameters))
            RuntimeHelpers.PrepareMethod(method.MethodHandle, kernel.IsGenericType ? [.. kernel.GenericTypeArguments.Select(argument => argument.TypeHandle)] : null);
        output.WriteLine(JsonSerializer.Serialize(new { name, type = ListingName(kernel) }));
    }

    private static bool IsMicroKernel(Type type) =>
        type.GetInterfaces().Any(contract => contract.Name.StartsWith('I') && contract.Name.Split('`')[0].EndsWith("MicroKernel", StringComparison.Ordinal));

    private static IEnumerable<Type> Closings(Type kernel)
    {
        if (!kernel.IsGenericTypeDefinition)
            return [kernel];
        IEnumerable<Type[]> choices = [[]];
        foreach (Type parameter in kernel.GetGenericArguments())
        {
            Type[] fitting = [.. Structs.Where(candidate => !candidate.IsGenericTypeDefinition && Fits(candidate, parameter) && IsSupported(candidate))];
            if (fitting.Length == 0)
                throw new NotSupportedException($"{kernel}: no struct of {kernel.Assembly.GetName().Name} fits {parameter}.");
            choices = choices.SelectMany(_ => fitting, (chosen, next) => (Type[])[.. chosen, next]);
        }

        return choices.Select(kernel.MakeGenericType);
    }

    private static bool Fits(Type candidate, Type parameter) =>
        parameter.GetGenericParameterConstraints() is { Length: > 0 } constraints && constraints.All(constraint => constraint.IsAssignableFrom(candidate))
        && constraints.Any(constraint => constraint.IsInterface);

    // The portable seam is the kernels' specification; no board runs it.
    private static bool IsSupported(Type type) =>
        type.GetProperty("IsSupported", Static) is not { } supported || ((bool)supported.GetValue(null)! && !Name(type).EndsWith("portable", StringComparison.Ordinal));

    private static string Name(Type type)
    {
        object? named = (type.GetProperty("Name", Static) ?? type.GetProperty("Format", Static))?.GetValue(null);
        return named as string ?? named?.GetType().GetProperty("Name")?.GetValue(named) as string
            ?? throw new NotSupportedException($"{type} has neither a Name nor a Format with one.");
    }

    private static string ListingName(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GenericTypeArguments.Select(ListingName))}]"
        : type.FullName!;
}
