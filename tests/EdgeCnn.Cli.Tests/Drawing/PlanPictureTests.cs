using System.Globalization;
using System.Xml.Linq;
using EdgeCnn.Cli.Drawing;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Tests.Drawing;

public sealed class PlanPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_CommittedModel_HasABoxForEachStepAndItsFacts()
    {
        PlanSummary plan = InferenceSession.Load(TinyMnist.Committed).Plan;
        var picture = XDocument.Parse(PlanPicture.Draw(plan));
        Assert.Equal(plan.Steps.Length, Boxes(picture).Count(box => box.Attribute("class")!.Value != "end"));
        Assert.Equal(2, Boxes(picture).Count(box => box.Attribute("class")!.Value == "end"));
        Assert.Equal(plan.Steps.Length + 1, picture.Descendants(Svg + "path").Count(path => path.Attribute("class")!.Value == "edge"));
        string text = string.Join('\n', picture.Descendants(Svg + "text").Select(element => element.Value));
        foreach (PlanStepSummary step in plan.Steps)
        {
            Assert.Contains(step.Op, text, StringComparison.Ordinal);
            Assert.Contains($"{step.Output}", text, StringComparison.Ordinal);
            Assert.Contains(step.Kernel, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draw_Branches_KeepsBoxesApartAndInside()
    {
        var picture = XDocument.Parse(PlanPicture.Draw(Residual(60)));
        double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        XElement[] boxes = [.. Boxes(picture)];
        Assert.Equal(122, boxes.Length);
        for (int i = 0; i < boxes.Length; i++)
        {
            XElement a = boxes[i];
            Assert.True(Number(a, "x") >= 0 && Number(a, "x") + Number(a, "width") <= Number(picture.Root!, "width"));
            Assert.True(Number(a, "y") >= 0 && Number(a, "y") + Number(a, "height") <= Number(picture.Root!, "height"));
            Assert.All(boxes[..i], b => Assert.False(
                Number(a, "x") < Number(b, "x") + Number(b, "width") && Number(b, "x") < Number(a, "x") + Number(a, "width")
                && Number(a, "y") < Number(b, "y") + Number(b, "height") && Number(b, "y") < Number(a, "y") + Number(a, "height")));
        }
    }

    [Fact]
    public void Draw_Twice_GivesTheSameText() => Assert.Equal(PlanPicture.Draw(Residual(5)), PlanPicture.Draw(Residual(5)));

    [Fact]
    public void Draw_OneNode_IsAPicture() => Assert.Equal(3, Boxes(XDocument.Parse(PlanPicture.Draw(Plan("one", "relu", 1)))).Count());

    [Fact]
    public void Draw_NamesWithMarkupAndControlCharacters_AreText()
    {
        var picture = XDocument.Parse(PlanPicture.Draw(Plan("<script>alert(1)</script> & \u0001\uD800", "a\"<b>&\u0000", 2)));
        Assert.Empty(picture.Descendants(Svg + "script"));
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value.StartsWith("<script>alert(1)</script> & \uFFFD", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_OutputThatIsAnInputOrAConstant_IsDrawnWithoutAStep()
    {
        var builder = new NetworkGraphBuilder("through");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2)));
        builder.AddConstant<float>(new TensorInfo("c", DataType.Float32, new Shape(2)), [7f, 8f]);
        builder.AddOutput("c");
        builder.AddOutput("x");
        var picture = XDocument.Parse(PlanPicture.Draw(InferenceSession.Create(builder.Build()).Plan));
        Assert.Equal(3, Boxes(picture).Count());
        Assert.Single(picture.Descendants(Svg + "path"), path => path.Attribute("class")!.Value == "edge");
    }

    private static IEnumerable<XElement> Boxes(XDocument picture) =>
        picture.Descendants(Svg + "g").Select(group => group.Elements(Svg + "rect").First());

    private static PlanSummary Plan(string name, string node, int count)
    {
        var builder = new NetworkGraphBuilder(name);
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4)));
        for (int i = 0; i < count; i++)
            builder.Add(new SoftmaxNode { Name = $"{node}{i}", Inputs = [i == 0 ? "x" : $"y{i - 1}"], Output = $"y{i}" });
        builder.AddOutput($"y{count - 1}");
        return InferenceSession.Create(builder.Build()).Plan;
    }

    // Pairs of a softmax and a sum with what came before it.
    private static PlanSummary Residual(int blocks)
    {
        var builder = new NetworkGraphBuilder("residual");
        builder.AddInput(new TensorInfo("s0", DataType.Float32, new Shape(1, 4, 4, 2)));
        for (int i = 1; i <= blocks; i++)
        {
            builder.Add(new SoftmaxNode { Name = $"t{i}", Inputs = [$"s{i - 1}"], Output = $"t{i}" });
            builder.Add(new AddNode { Name = $"add{i}", Inputs = [$"t{i}", $"s{Math.Max(0, i - 3)}"], Output = $"s{i}" });
        }

        builder.AddOutput($"s{blocks}");
        return InferenceSession.Create(builder.Build()).Plan;
    }
}
