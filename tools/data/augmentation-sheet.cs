#:project ../../src/EdgeCnn.Training/EdgeCnn.Training.csproj
#:property PublishAot=false

// Draws what augmentation does: a row for each change, the picture as it is at the left, then as nine epochs see it.
// dotnet run -c Release tools/data/augmentation-sheet.cs -- cifar10:data/cifar10 INDEX sheet.png [CHANGES...]
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Augmentation;

if (args is not [var data, var number, var target, .. var rows] || !int.TryParse(number, out int index))
{
    Console.Error.WriteLine("usage: dotnet run -c Release tools/data/augmentation-sheet.cs -- DATA INDEX SHEET.png [CHANGES...], for example CHANGES flip,crop=4");
    return 2;
}

if (rows.Length == 0)
{
    rows = ["flip=0.5", "vflip=0.5", "rotate=30", "shift=0.2", "zoom=0.3", "shear=20", "brightness=0.3", "contrast=0.6", "saturation=1", "noise=0.08",
        "crop=4", "cutout=10", "rotate=30,fill=edge", "rotate=30,fill=reflect", "crop=8,fill=mean", "flip=0.5,rotate=15,zoom=0.2,crop=4,brightness=0.2,contrast=0.3,cutout=8,fill=reflect"];
}

const int Columns = 10, Gap = 4;
NamedData named = NamedData.Parse(data);
IDataset set = named.Open(train: true);
InputContract contract = named.Contract(set);
int scale = Math.Max(1, 96 / contract.Width), tileWidth = contract.Width * scale, tileHeight = contract.Height * scale, channels = contract.Channels;
int width = (Columns * (tileWidth + Gap)) + Gap, height = (rows.Length * (tileHeight + Gap)) + Gap;
byte[] sheet = new byte[width * height * 3];
Array.Fill(sheet, (byte)255);
Preprocessor preprocessor = new(contract, new TensorInfo("input", DataType.Float32, new Shape(1, contract.Height, contract.Width, channels)));
float[] picture = new float[preprocessor.Elements], scratch = new float[preprocessor.Elements];
for (int row = 0; row < rows.Length; row++)
{
    Augmenter augmenter = new(AugmentationText.Parse(rows[row]), contract);
    Console.WriteLine($"row {row + 1}: {rows[row]}");
    for (int column = 0; column < Columns; column++)
    {
        preprocessor.Prepare(set.Picture(index), picture);
        if (column > 0)
            augmenter.Apply(picture, scratch, seed: 1, epoch: column, index);
        Draw(Gap + (column * (tileWidth + Gap)), Gap + (row * (tileHeight + Gap)));
    }
}

PngWriter.Write(target, new Image(width, height, PixelFormat.Rgb24, sheet).View);
return 0;

void Draw(int left, int top)
{
    for (int y = 0; y < tileHeight; y++)
    {
        for (int x = 0; x < tileWidth; x++)
        {
            for (int c = 0; c < 3; c++)
            {
                int channel = channels == 1 ? 0 : c;
                float value = (picture[(((y / scale * contract.Width) + (x / scale)) * channels) + channel] * contract.Std[channel]) + contract.Mean[channel];
                sheet[((((top + y) * width) + left + x) * 3) + c] = (byte)Math.Clamp(MathF.Round(value * 255), 0, 255);
            }
        }
    }
}
