using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Numbers of another type.</summary>
internal static class Casting
{
    public static IOperator Of(DataType from, DataType to) => from switch
    {
        DataType.Float32 => Of<float>(to),
        DataType.Int32 => Of<int>(to),
        DataType.Int64 => Of<long>(to),
        DataType.Int8 => Of<sbyte>(to),
        _ => Of<byte>(to),
    };

    private static IOperator Of<TFrom>(DataType to)
        where TFrom : unmanaged, INumber<TFrom> => to switch
        {
            DataType.Float32 => new Casting<TFrom, float>(false),
            DataType.Int32 => new Casting<TFrom, int>(false),
            DataType.Int64 => new Casting<TFrom, long>(false),
            DataType.Int8 => new Casting<TFrom, sbyte>(false),
            _ => new Casting<TFrom, byte>(to == DataType.Bool),
        };
}

/// <summary>Numbers of another type: real numbers are truncated and held to its range, integers keep their low bits.</summary>
internal sealed class Casting<TFrom, TTo>(bool truth) : IOperator
    where TFrom : unmanaged, INumber<TFrom>
    where TTo : unmanaged, INumber<TTo>
{
    private readonly bool truth = truth;

    public string Kernel => "cast";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, TFrom>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, TTo>(memory.Output);
        for (int i = 0; i < x.Length; i++)
        {
            if (truth)
                y[i] = TFrom.IsZero(x[i]) ? TTo.Zero : TTo.One;
            else
                y[i] = typeof(TFrom) == typeof(float) ? TTo.CreateSaturating(x[i]) : TTo.CreateTruncating(x[i]);
        }
    }
}
