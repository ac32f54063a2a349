using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using EdgeCnn.Cli.Tensors;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Tensors;

/// <summary>Files written by hand, byte by byte, after the format's own page.</summary>
public sealed class NumpyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-npy-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_FileAsNumpySavesIt_GivesShapeAndElements()
    {
        // numpy.save of numpy.array([[1, 2, 3], [4, 5, 6]], '<i4'), NumPy 1.17 and later.
        string dictionary = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }";
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, 0x76, 0, .. Encoding.ASCII.GetBytes(dictionary.PadRight(117)), (byte)'\n', 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0];
        NumpyArray array = NumpyFile.Read(file, "a.npy");
        Assert.Equal((DataType.Int32, new Shape(2, 3), null), (array.Type, array.Shape, array.Note));
        Assert.Equal([1, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, int>(array.Data.Span).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_EveryVersion_IsTaken(int major) =>
        Assert.Equal("UInt8[4]", NumpyFile.Read(File("{'descr': '|u1', 'fortran_order': False, 'shape': (4,), }", [1, 2, 3, 4], major), "a").ToString());

    [Theory]
    [InlineData("{'descr': '|i1', 'fortran_order': False, 'shape': ()}", "Int8[]", 1)]
    [InlineData("{\"shape\":(1,2,),\"descr\":\"|b1\",\"fortran_order\":True}\n", "Bool[1,2]", 2)]
    [InlineData("  { 'shape' : ( 2L , 1 ) , 'fortran_order' : False , 'descr' : '<i8' , } \t ", "Int64[2,1]", 16)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 5), }", "Float32[0,5]", 0)]
    public void Read_OtherWaysToWriteTheDictionary_AreTaken(string dictionary, string expected, int bytes) =>
        Assert.Equal(expected, NumpyFile.Read(File(dictionary, new byte[bytes]), "a").ToString());

    [Fact]
    public void Read_FortranOrder_IsReordered()
    {
        // a[i, j, k] = 100 i + 10 j + k of shape (2, 3, 2); the first axis moves fastest.
        byte[] fortran = [0, 100, 10, 110, 20, 120, 1, 101, 11, 111, 21, 121];
        NumpyArray array = NumpyFile.Read(File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }", fortran), "a");
        Assert.Equal([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121], array.Data.ToArray());
    }

    [Fact]
    public void Read_FortranOrderOfWideElements_KeepsTheirBytesTogether()
    {
        int[] fortran = [0x01020304, 0x0A0B0C0D, 5, 6, 7, 8];
        NumpyArray array = NumpyFile.Read(File("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }", MemoryMarshal.AsBytes(fortran.AsSpan()).ToArray()), "a");
        Assert.Equal([0x01020304, 5, 7, 0x0A0B0C0D, 6, 8], MemoryMarshal.Cast<byte, int>(array.Data.Span).ToArray());
    }

    [Fact]
    public void Read_Float64_IsRoundedWithANote()
    {
        double[] values = [0.1, -2, 1e300];
        NumpyArray array = NumpyFile.Read(File("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", MemoryMarshal.AsBytes(values.AsSpan()).ToArray()), "a.npy");
        Assert.Equal([0.1f, -2f, float.PositiveInfinity], MemoryMarshal.Cast<byte, float>(array.Data.Span).ToArray());
        Assert.Equal("Float32[3]", array.ToString());
        Assert.Equal("a.npy: float64 rounded to float32; 1 values beyond its range became infinite", array.Note);
    }

    [Theory]
    [InlineData("", 0, "offset 0", "not a NumPy file")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 4, "offset 20", "'>f4'")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", 8, "offset 20", "'<c8'")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", 4, "offset 20", "records")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }", 4, "offset 44", "True or False")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 4, "offset 61", "size")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", 4, "offset 61", "size")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 0), }", 0, "offset 83", "elements")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}", 4, "offset 66", "'more'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 4, "offset 27", "'descr'")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", 4, "offset 43", "'fortran_order'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", 4, "offset 68", "nothing but spaces")]
    [InlineData("{'descr': '<f4", 4, "offset 21", "end of a text")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 4, "offset 71", "8 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 12, "offset 75", "8 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (", 4, "offset 61", "size")]
    [InlineData("[]", 4, "offset 10", "'{'")]
    public void Read_HostileHeader_NamesTheOffset(string dictionary, int bytes, params string[] parts)
    {
        byte[] file = dictionary.Length == 0 ? [.. "PK no array"u8] : File(dictionary, new byte[bytes]);
        var error = Assert.Throws<ModelFormatException>(() => NumpyFile.Read(file, "bad.npy"));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.StartsWith("bad.npy, offset ", error.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EveryTruncationAndVersion_IsRefusedAndNeverAnotherError()
    {
        byte[] file = File("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8], 2);
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<ModelFormatException>(() => NumpyFile.Read(file.AsMemory(0, length), "cut"));
        foreach (var (at, value) in new[] { (6, 0), (6, 4), (7, 1), (11, 0x7F) })
        {
            byte[] bent = [.. file];
            bent[at] = (byte)value;
            Assert.Throws<ModelFormatException>(() => NumpyFile.Read(bent, "bent"));
        }
    }

    [Fact]
    public void Read_AnyByteOfTheHeaderChanged_NeverEndsInAnotherError()
    {
        byte[] file = File("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", new byte[8]);
        for (int at = 0; at < file.Length - 8; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] bent = [.. file];
                bent[at] = (byte)value;
                Exception? error = Record.Exception(() => NumpyFile.Read(bent, "bent"));
                Assert.True(error is null or ModelFormatException, $"byte {at} = {value}: {error}");
            }
        }
    }

    [Theory]
    [InlineData(DataType.Float32, "<f4", new int[0])]
    [InlineData(DataType.UInt8, "|u1", new[] { 5 })]
    [InlineData(DataType.Int8, "|i1", new[] { 1, 28, 28, 1 })]
    [InlineData(DataType.Int64, "<i8", new[] { 2, 3 })]
    [InlineData(DataType.Bool, "|b1", new[] { 7, 1 })]
    public void Write_AnyType_IsTheFormatsBytesAndReadsBack(object type, string descr, int[] dims)
    {
        var shape = new Shape(dims);
        byte[] data = new byte[shape.Elements * ((DataType)type).SizeBytes()];
        new Random(1).NextBytes(data);
        string path = Path.Combine(folder, "a.npy");
        NumpyFile.Write(path, new NumpyArray((DataType)type, shape, data));

        byte[] file = System.IO.File.ReadAllBytes(path);
        int header = 10 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        Assert.Equal(0, header % 64);
        Assert.Equal((byte)'\n', file[header - 1]);
        string sizes = dims.Length == 1 ? $"{dims[0]}," : string.Join(", ", dims);
        Assert.Equal($"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}), }}", Encoding.ASCII.GetString(file[10..header]).Trim());
        NumpyArray back = NumpyFile.Read(path);
        Assert.Equal(((DataType)type, shape), (back.Type, back.Shape));
        Assert.Equal(data, back.Data.ToArray());
    }

    [Fact]
    public void Read_NoSuchFile_NamesIt()
    {
        var error = Assert.Throws<EdgeCnnException>(() => NumpyFile.Read(Path.Combine(folder, "absent.npy")));
        Assert.Contains("absent.npy", error.Message, StringComparison.Ordinal);
    }

    private static byte[] File(string dictionary, byte[] data, int major = 1)
    {
        byte[] text = Encoding.ASCII.GetBytes(dictionary);
        byte[] length = major == 1 ? [(byte)text.Length, (byte)(text.Length >> 8)] : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, (byte)major, 0, .. length, .. text, .. data];
    }
}
