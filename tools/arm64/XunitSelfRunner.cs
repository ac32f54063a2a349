using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace EdgeCnn.Testing;

/// <summary>
/// The entry point of a test project that is published for linux-arm64: runs the tests of its own assembly in process and
/// closes with "N passed, N failed, N skipped". Unlike a test host it needs no assembly file on disk, so it works
/// inside a single file. Arguments: only tests whose display name contains one of them.
/// </summary>
internal static class XunitSelfRunner
{
    private static int Main(string[] args)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var options = new Options();
        var discovery = new DiscoverySink();
        var results = new ResultSink();
        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, discovery, options);
        discovery.Done.Wait();

        var chosen = discovery.Cases
            .Where(test => args.Length == 0 || args.Any(arg => test.DisplayName.Contains(arg, StringComparison.Ordinal)))
            .ToList();
        var watch = Stopwatch.StartNew();
        using var executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(chosen, results, options);
        results.Done.Wait();

        foreach (var (name, seconds) in results.Slow.OrderByDescending(test => test.Seconds).Take(5))
            Console.WriteLine($"SLOW {seconds:F1} s {name}");
        Console.WriteLine($"{assembly.GetName().Name} on {RuntimeInformation.ProcessArchitecture}, {watch.Elapsed.TotalSeconds:F1} s");
        Console.WriteLine($"{results.Passed} passed, {results.Failed} failed, {results.Skipped} skipped");
        return results.Failed > 0 || results.Passed == 0 ? 1 : 0;
    }

    private sealed class DiscoverySink : LongLivedMarshalByRefObject, IMessageSink
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEventSlim Done { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage found)
                Cases.Add(found.TestCase);
            if (message is IDiscoveryCompleteMessage)
                Done.Set();
            return true;
        }
    }

    private sealed class ResultSink : LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly Lock gate = new();

        public int Passed { get; private set; }

        public int Failed { get; private set; }

        public int Skipped { get; private set; }

        public List<(string Name, decimal Seconds)> Slow { get; } = [];

        public ManualResetEventSlim Done { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (gate)
                Count(message);
            if (message is ITestAssemblyFinished)
                Done.Set();
            return true;
        }

        private void Count(IMessageSinkMessage message)
        {
            if (message is ITestFinished { ExecutionTime: >= 1 } finished)
                Slow.Add((finished.Test.DisplayName, finished.ExecutionTime));
            switch (message)
            {
                case ITestPassed:
                    Passed++;
                    break;
                case ITestSkipped skipped:
                    Skipped++;
                    Console.WriteLine($"SKIPPED {skipped.Test.DisplayName}: {skipped.Reason}");
                    break;
                case ITestFailed failed:
                    Fail(failed.Test.DisplayName, failed);
                    break;
                // What breaks outside of a test belongs to no test's result, and must not be lost.
                case IFailureInformation failure:
                    Fail(message.GetType().Name, failure);
                    break;
            }
        }

        private void Fail(string what, IFailureInformation failure)
        {
            Failed++;
            Console.WriteLine($"FAILED {what}");
            Console.WriteLine($"  {string.Join("\n  ", failure.Messages)}");
            Console.WriteLine(string.Join("\n", failure.StackTraces));
        }
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = [];

        public TValue GetValue<TValue>(string name) => values.GetValueOrDefault(name) is TValue value ? value : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
