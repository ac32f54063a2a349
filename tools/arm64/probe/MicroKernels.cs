using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeCnn.Kernels;

namespace EdgeCnn.Tools.Probe;

/// <summary>
/// Finds the micro-kernels by themselves: every struct of EdgeCnn.Kernels behind an interface <c>I…MicroKernel</c>, in the forms in
/// which the kernel sets of this processor use it. One that no set uses yet is closed over every struct that fits.
/// </summary>
internal static class MicroKernels
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] Structs = [.. typeof(KernelSets).Assembly.GetTypes().Where(type => type.IsValueType && !type.IsEnum)];

    /// <summary>Has the JIT compile them, without a run, and writes name and type of each as the JIT's listing calls it.</summary>
    public static void CompileAll(TextWriter output)
    {
        HashSet<Type> used = Used(KernelSets.Supported), known = [.. Used(KernelSets.All).Select(Definition)];
        foreach (Type kernel in used.Concat(Structs.Where(type => IsMicroKernel(type) && !known.Contains(type)).SelectMany(Closings)).Where(IsSupported).OrderBy(Name, StringComparer.Ordinal))
            Compile(Name(kernel), kernel, output);
        Compile(UnscheduledMlal.Name, typeof(UnscheduledMlal), output);
    }

    /// <summary>The micro-kernels that are type arguments of what the sets hold.</summary>
    private static HashSet<Type> Used(IEnumerable<KernelSet> sets)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(sets.SelectMany(set => set.GetType().GetProperties(Instance).Where(property => property.GetIndexParameters().Length == 0).Select(property => property.GetValue(set)))
            .SelectMany(value => value is IEnumerable<object> several ? several : [value!]).Select(value => value.GetType()));
        while (open.TryDequeue(out Type? type))
        {
            if (IsMicroKernel(type))
                found.Add(type);
            foreach (Type part in type.GenericTypeArguments.Concat(type.GetFields(Instance).Select(field => field.FieldType)).Where(part => part != type && part.Assembly == type.Assembly))
                open.Enqueue(part);
        }

        return found;
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

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

    private static string ListingName(Type type) => type switch
    {
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GenericTypeArguments.Select(ListingName))}]",
        { IsPrimitive: true } => Type.GetTypeCode(type) switch
        {
            TypeCode.Single => "float",
            TypeCode.Int16 => "short",
            TypeCode.UInt16 => "ushort",
            TypeCode.Int32 => "int",
            TypeCode.UInt32 => "uint",
            TypeCode.Int64 => "long",
            TypeCode.UInt64 => "ulong",
            _ => type.Name.ToLowerInvariant(),
        },
        _ => type.FullName!,
    };
}
