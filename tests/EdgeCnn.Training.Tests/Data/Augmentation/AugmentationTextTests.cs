using EdgeCnn.Graph;
using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Tests.Data.Augmentation;

public sealed class AugmentationTextTests
{
    [Fact]
    public void Parse_EachChange_IsSet()
    {
        AugmentationOptions expected = new()
        {
            Flip = 0.5, VerticalFlip = 0.25, Rotate = 10, ShiftHeight = 0.1, ShiftWidth = 0.2, ZoomFrom = 0.8, ZoomTo = 1.5, Shear = 5, Brightness = 0.2, Contrast = 0.3, Saturation = 0.4, Noise = 0.01, Crop = 4, Cutout = 8,
            Fill = AugmentationFill.Reflect,
        };
        Assert.Equal(expected, AugmentationText.Parse("flip, vflip=0.25,rotate=10,shift=0.1x0.2,zoom=0.8..1.5,shear=5,brightness=.2,contrast=0.3,saturation=0.4,noise=0.01,crop=4,cutout=8,fill=reflect"));
        Assert.Equal(AugmentationOptions.None with { ShiftHeight = 0.1, ShiftWidth = 0.1, ZoomFrom = 0.75, ZoomTo = 1.25 }, AugmentationText.Parse("shift=0.1,zoom=0.25"));
        Assert.Equal(AugmentationOptions.None, AugmentationText.Parse("none"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("flip=0.5,crop=4,cutout=8,fill=mean")]
    [InlineData("flip=0.5,vflip=0.1,rotate=10.5,shift=0.1x0.2,zoom=0.8..1.2,shear=5,brightness=0.2,contrast=0.3,saturation=0.4,noise=0.01,crop=4,cutout=8,fill=edge")]
    public void Format_Options_AreReadBackAsTheSameText(string text) => Assert.Equal(text, AugmentationText.Format(AugmentationText.Parse(text)));

    [Fact]
    public void Parse_SeveralFaults_TellsAllOfThem()
    {
        var error = Assert.Throws<EdgeCnnException>(() => AugmentationText.Parse("flip=2,crop=1.5,spin=3,rotate,fill=red,zoom=1..x,shift=0.1x0.2x0.3,noise=-1,flip=0.5,,contrast=1e9"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        foreach (string part in (string[])["'crop=1.5', expected crop= and whole pixels", "'spin=3' is none of flip, vflip", "'rotate', expected rotate= and a number", "'fill=red', expected fill=black", "'zoom=1..x', expected zoom=0.2", "'shift=0.1x0.2x0.3'", "'noise=-1'", "'flip' is given twice", "'' is none of", "'contrast=1e9'", "flip=2, expected 0 to 1"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OutOfRange_NamesEach()
    {
        var error = Assert.Throws<EdgeCnnException>(() => new AugmentationOptions { Rotate = 181, Flip = double.NaN, ZoomFrom = 2, ZoomTo = 1, Fill = (AugmentationFill)9 }.Validate());
        Assert.Equal("augmentation: flip=NaN, expected 0 to 1; rotate=181, expected 0 to 180; zoom=1, expected 2 to 10; fill=9.", error.Message);
    }
}
