using EdgeCnn.Graph;
using Google.Protobuf;

namespace EdgeCnn.Onnx.Tests;

public sealed class OnnxTensorFileTests
{
    [Fact]
    public void Load_MissingOrCutOffFile_SaysWhatToDo()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-tensor-").FullName, file = Path.Combine(folder, "input_0.pb");
        try
        {
            Assert.EndsWith("Check the path and the rights.", Refusal(file).Message, StringComparison.Ordinal);
            byte[] whole = OnnxModel.Tensor<float>("x", [2], 3, 4).ToByteArray();
            File.WriteAllBytes(file, whole[..^3]);
            Assert.StartsWith($"{file}, offset 0: not an ONNX tensor", Refusal(file).Message, StringComparison.Ordinal);
            Assert.EndsWith("Write or download it again.", Refusal(file).Message, StringComparison.Ordinal);
            File.WriteAllBytes(file, whole);
            Assert.Equal(new Shape(2), OnnxTensorFile.Load(file).Info.Shape);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static EdgeCnnException Refusal(string file) => Assert.ThrowsAny<EdgeCnnException>(() => OnnxTensorFile.Load(file));
}
