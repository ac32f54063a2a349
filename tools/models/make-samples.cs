#:project ../../src/EdgeCnn.Training/EdgeCnn.Training.csproj
#:property PublishAot=false

// Writes the first ten test pictures of each class as PNG files, OUT/<class>/<index>.png, and the names of the classes: the pictures of the demo.
// dotnet run tools/models/make-samples.cs -- mnist:data/mnist models/mnist-cnn
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Data;

const int OfAClass = 10;

if (args is not [var data, var target])
{
    Console.Error.WriteLine("usage: dotnet run tools/models/make-samples.cs -- KIND:DATA_DIR MODEL_DIR");
    return 2;
}

IDataset test = NamedData.Parse(data).Open(train: false);
int[] taken = new int[test.Labels.Count];
for (int i = 0; i < test.Count; i++)
{
    int label = test.Label(i);
    if (taken[label]++ >= OfAClass)
        continue;
    string folder = Path.Combine(target, "samples", test.Labels[label]);
    Directory.CreateDirectory(folder);
    PngWriter.Write(Path.Combine(folder, $"{i:D5}.png"), test.Picture(i));
}

File.WriteAllLines(Path.Combine(target, "labels.txt"), test.Labels);
return 0;
