using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class TableDatasetTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public TableDatasetTests()
    {
        foreach (string name in (string[])["1", "2", "3"])
            folder.Picture($"pictures/{name}.png", name[0]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_PathAndLabel_TakesRowsInOrderAndSortsClasses()
    {
        TableDataset data = Load("path,label\npictures/2.png,dog\npictures/1.png,cat\n\"pictures/3.png\",dog\n");
        Assert.Equal(["cat", "dog"], data.Labels);
        Assert.Equal(["2.png 1", "1.png 0", "3.png 1"], Enumerable.Range(0, data.Count).Select(i => $"{Path.GetFileName(data.PathOf(i))} {data.Label(i)}"));
        Assert.Equal(6, data.Picture(0).Width);
        Assert.False(data.IsMultilabel);
    }

    [Theory]
    [InlineData("file,labels\npictures/1.png,red|round\npictures/2.png,\npictures/3.png,red\n")]
    [InlineData("file,label\npictures/1.png,red | round\npictures/2.png,round|red\npictures/3.png,red\n")]
    [InlineData("label1,path,label2\nround,pictures/1.png,red\n,pictures/2.png,\nred,pictures/3.png,\n")]
    [InlineData("path,red,round\npictures/1.png,1,1\npictures/2.png,0,0\npictures/3.png,1,0\n")]
    public void Load_SeveralLabels_AreIndicesInOrder(string table)
    {
        TableDataset data = Load(table);
        Assert.True(data.IsMultilabel);
        Assert.Equal(["red", "round"], data.Labels);
        Assert.Equal([0, 1], data.LabelsOf(0));
        Assert.Equal([0], data.LabelsOf(2));
        if (data.LabelsOf(1).Count == 0)
            Assert.Equal(-1, data.Label(1));
    }

    [Fact]
    public void Load_Numbers_AreClassesInTheirOrder()
    {
        TableDataset data = Load("path,label\npictures/1.png,10\npictures/2.png,02\npictures/3.png,2\n");
        Assert.Equal(["2", "10"], data.Labels);
        Assert.Equal([1, 0, 0], new[] { data.Label(0), data.Label(1), data.Label(2) });
    }

    /// <summary>To a model of 1, 2 and 3 a 0 is no class, not its first one.</summary>
    [Fact]
    public void Load_NumberThatIsNoClassOfTheModel_IsRefused()
    {
        string file = folder.Text("t.csv", "path,label\npictures/1.png,1\npictures/2.png,0\n");
        Assert.Contains("line 3: label '0' is none of the 3 classes 1, 2, 3", Assert.Throws<EdgeCnnException>(() => TableDataset.Load(file, known: ["1", "2", "3"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LineOfBlanks_IsNoRow() => Assert.Equal(2, Load("path,label\npictures/1.png,a\n\npictures/2.png,b\n   \n").Count);

    [Fact]
    public void Load_NamesBesideTheTable_MakeNumbersIndices()
    {
        folder.Text("labels.txt", "zebra\r\nant\r\n");
        TableDataset data = Load("path,label\npictures/1.png,1\npictures/2.png,zebra\n");
        Assert.Equal(["zebra", "ant"], data.Labels);
        Assert.Equal([1, 0], new[] { data.Label(0), data.Label(1) });
        Fails("path,label\npictures/1.png,2\npictures/2.png,-1\npictures/3.png,bee\n", "line 2: label 2, expected 0 to 1; line 3: label -1, expected 0 to 1; line 4: label 'bee' is none of the 2 classes zebra, ant. Correct the table.");
    }

    [Fact]
    public void Load_Parts_AreThoseOfTheColumn()
    {
        string file = folder.Text("t.csv", "path,label,split\npictures/1.png,a,train\npictures/2.png,b,test\npictures/3.png,a,TRAIN\n");
        Assert.Equal([DataPart.Train, DataPart.Test], TableDataset.Parts(file));
        Assert.Equal(2, TableDataset.Load(file).Count);
        TableDataset test = TableDataset.Load(file, DataPart.Test);
        Assert.Equal((1, 1, "b"), (test.Count, test.Label(0), test.Labels[1]));
        Assert.Contains("no row has part validation", Assert.Throws<EdgeCnnException>(() => TableDataset.Load(file, DataPart.Validation)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WrongRows_AreAllNamed()
    {
        Fails("path,label\npictures/1.png\n,a\npictures/2.png,\n", "line 2: 1 fields, but the first row names 2 columns; line 3: no path; line 4: no label.");
        Fails("path,label,part\npictures/1.png,a,some\n", "line 2: part 'some', expected train, val or test");
        Fails("path,a,b\npictures/1.png,1,yes\n", "line 2: 'yes' in column b, expected 1 or 0");
        Fails("name,label\nx,a\n", "line 1: no column for paths among 'name,label'");
        Fails("path\nx\n", "line 1: no column for labels");
        Fails("path,label\n", "no pictures");
        Fails("", "the table is empty");
        Fails("path,labels\npictures/1.png,\n", "not one row has a label");
        Fails("path,label\npictures/\0.png,a\n", "line 2: no path");
        Fails("path,label\npictures/1.png,1\npictures/2.png,-1\n", "line 3: label -1, expected a number of at least 0");
        Assert.Contains("cannot be read", Assert.Throws<EdgeCnnException>(() => TableDataset.Load(folder.At("none.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingPictures_AreLeftOutAndTold()
    {
        TableDataset data = Load("path,label\npictures/1.png,a\npictures/none.png,a\n");
        Assert.Equal(1, data.Count);
        Assert.EndsWith("none.png", data.Unreadable.Single().Name, StringComparison.Ordinal);
    }

    private TableDataset Load(string table) => TableDataset.Load(folder.Text("t.csv", table));

    private void Fails(string table, string message)
    {
        var error = Assert.Throws<EdgeCnnException>(() => Load(table));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
