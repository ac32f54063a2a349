using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class NamedDataTests
{
    [Theory]
    [InlineData("mnist")]
    [InlineData("mnist:")]
    [InlineData("folder:")]
    [InlineData("table")]
    [InlineData("imagenet:dir")]
    [InlineData("")]
    public void Parse_NotKindAndDirectory_IsAUsageError(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => NamedData.Parse(text)).ExitCode);

    [Fact]
    public void Parse_DirectoryWithColon_KeepsIt() => Assert.Equal("C:/data", NamedData.Parse("mnist:C:/data").Directory);

    [Fact]
    public void Contract_Folder_TakesTheUsualSizeAndTheColoursOfItsPictures()
    {
        using PictureFolder folder = new();
        folder.Picture("a/1.png", 1, 300, 100, PixelFormat.Gray8);
        folder.Picture("a/2.png", 2, 300, 100, PixelFormat.Gray8);
        folder.Picture("b/1.png", 3, 40, 40, PixelFormat.Gray8);
        NamedData named = NamedData.Parse($"folder:{folder.Root}");
        IDataset data = named.Open(train: true);
        InputContract contract = named.Contract(data);
        Assert.Equal((100, 224, ColorOrder.Gray, ResizeFilter.Area, ModelTask.Multiclass), (contract.Height, contract.Width, contract.Color, contract.Resize, contract.Task));
        // Random bytes: mean 1/2, deviation 1/√12.
        Assert.Equal(0.5, contract.Mean.Single(), 0.01);
        Assert.Equal(0.2898, contract.Std.Single(), 0.01);
        Assert.Equal("a b", string.Join(" ", contract.Labels));
        Assert.Equal((64, 48), (named.Contract(data, (64, 48)).Height, named.Contract(data, (64, 48)).Width));
        folder.Picture("b/2.png", 4, 40, 40, PixelFormat.Rgb24);
        InputContract colours = named.Contract(named.Open(train: true));
        Assert.Equal((ColorOrder.Rgb, 3, 3), (colours.Color, colours.Mean.Length, colours.Std.Length));
    }

    [Fact]
    public void Contract_PartOfAFolder_KnowsNothingOfItsOtherPictures()
    {
        using PictureFolder folder = new();
        for (int i = 0; i < 6; i++)
            folder.Picture($"a/{i}.png", i, format: i < 4 ? PixelFormat.Gray8 : PixelFormat.Rgb24);
        NamedData named = NamedData.Parse($"folder:{folder.Root}");
        IDataset all = named.Open(train: true);
        Assert.Equal(ColorOrder.Rgb, named.Contract(all).Color);
        Assert.Equal(ColorOrder.Gray, named.Contract(new Subset(new Subset(all, [0, 1, 2, 3, 4]), [0, 1, 2, 3])).Color);
    }

    [Fact]
    public void Contract_ManyDamagedPictures_IsBadDataAndNotABug()
    {
        using PictureFolder folder = new();
        for (int i = 0; i < 60; i++)
            _ = i % 5 == 0 ? folder.Damaged($"a/{i}.png", i) : folder.Picture($"a/{i}.png", i);
        NamedData named = NamedData.Parse($"folder:{folder.Root}");
        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => named.Contract(named.Open(train: true))).ExitCode);
    }

    [Fact]
    public void Contract_TableOfSeveralLabels_IsMultilabel()
    {
        using PictureFolder folder = new();
        folder.Picture("1.png", 1);
        NamedData named = NamedData.Parse($"table:{folder.Text("t.csv", "path,labels\n1.png,a|b\n")}");
        Assert.Equal(ModelTask.Multilabel, named.Contract(named.Open(train: true)).Task);
        Assert.Equal([DataPart.Train], named.Parts());
        Assert.Equal(1, named.Open(train: false).Count);
    }
}
