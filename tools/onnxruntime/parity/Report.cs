namespace EdgeCnn.Tools.Parity;

/// <summary>Prints and counts.</summary>
internal sealed class Report
{
    private int passed;
    private int failed;
    private int skipped;

    public void Check(string name, Func<string> check)
    {
        try
        {
            Console.WriteLine($"pass  {name}: {check()}");
            passed++;
        }
        catch (Exception error)
        {
            Console.WriteLine($"FAIL  {name}: {error.Message}");
            failed++;
        }
    }

    public void Skip(int count, string what, string reason)
    {
        Console.WriteLine($"skip  {count} {what}: {reason}");
        skipped += count;
    }

    public int End()
    {
        Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 ? 0 : 1;
    }
}
