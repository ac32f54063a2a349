namespace EdgeCnn.Graph.Tests;

public class NamedTableTests
{
    [Fact]
    public void ToImmutable_AfterAddsRemovalsAndChanges_HoldsWhatADictionaryHolds()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            NamedTable<int> table = NamedTable<int>.Empty;
            Dictionary<string, int> expected = [];
            for (int round = 0; round < 4; round++)
            {
                NamedTable<int> before = table;
                KeyValuePair<string, int>[] frozen = [.. before];
                NamedTable<int>.Builder builder = table.ToBuilder();
                for (int step = 0; step < 40; step++)
                {
                    string name = $"t{random.Next(25)}";
                    switch (random.Next(4))
                    {
                        case 0:
                            Assert.Equal(expected.TryAdd(name, step), builder.TryAdd(name, step));
                            break;
                        case 1:
                            builder[name] = expected[name] = step;
                            break;
                        case 2:
                            Assert.Equal(expected.Remove(name, out int gone), builder.Remove(name, out int value));
                            Assert.Equal(gone, value);
                            break;
                        default:
                            Assert.Equal(expected.TryGetValue(name, out int there), builder.TryGetValue(name, out int found));
                            Assert.Equal(there, found);
                            break;
                    }

                    Assert.Equal(expected.Count, builder.Count);
                }

                table = builder.ToImmutable();
                Assert.Equal(frozen, before);
                Assert.Equal(expected.OrderBy(entry => entry.Key), table.OrderBy(entry => entry.Key));
                Assert.Equal(table.Select(entry => entry.Key), table.Keys);
                Assert.Equal(table.Select(entry => entry.Value), table.Values);
                Assert.All(table.Keys, name => Assert.Equal(expected[name], table[name]));
                Assert.False(table.ContainsKey("absent"));
            }
        }
    }

    [Fact]
    public void Add_NameThatIsThere_Throws()
    {
        NamedTable<int> table = NamedTable<int>.Empty.Add("a", 1);
        Assert.Throws<ArgumentException>(() => table.Add("a", 2));
        Assert.Equal(2, table.SetItem("a", 2)["a"]);
        Assert.Throws<KeyNotFoundException>(() => table["b"]);
        Assert.Equal(1, table["a"]);
    }

    [Fact]
    public void Keep_SomeNames_KeepsTheirOrder()
    {
        NamedTable<int> table = NamedTable<int>.Empty.AddRange([new("c", 1), new("a", 2), new("b", 3)]);
        Assert.Equal(["c", "b"], table.Keep(name => name != "a").Keys);
        Assert.Same(table, table.Keep(_ => true));
    }
}
