#:project ../../src/EdgeCnn.Training/EdgeCnn.Training.csproj
#:property PublishAot=false

// Writes the first ten test digits of each class as PNG files, OUT/<digit>/<index>.png: the pictures of the demo.
// dotnet run tools/models/make-samples.cs -- data/mnist models/mnist-cnn/samples
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Data;

if (args is not [var data, var target])
{
    Console.Error.WriteLine("usage: dotnet run tools/models/make-samples.cs -- MNIST_DIR OUT_DIR");
    return 2;
}

IdxDataset test = IdxDataset.Load(data, train: false);
int[] taken = new int[test.Labels.Count];
for (int i = 0; i < test.Count; i++)
{
    int label = test.Label(i);
    if (taken[label]++ >= 10)
        continue;
    string folder = Path.Combine(target, test.Labels[label]);
    Directory.CreateDirectory(folder);
    PngWriter.Write(Path.Combine(folder, $"{i:D5}.png"), test.Picture(i));
}

return 0;
