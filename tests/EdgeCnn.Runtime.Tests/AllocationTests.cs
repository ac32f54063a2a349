using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>A run allocates nothing, on any thread.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
[Collection("alone")]
public sealed class AllocationTests
{
    [Fact]
    public void Run_Int8NetworkAThousandTimes_AllocatesNothing()
    {
        var session = InferenceSession.Create(Networks.Int8(1));
        byte[] x = Networks.RandomCodes(1, 144), y = new byte[4];
        Assert.Equal(0, LeastAllocated(() => session.Run<byte, byte>(x, y)));
    }

    [Fact]
    public void Run_FloatNetworkAThousandTimes_AllocatesNothing()
    {
        var session = InferenceSession.Create(Networks.Float(1), new SessionOptions { Profile = true });
        float[] x = new float[144], y = new float[4];
        Assert.Equal(0, LeastAllocated(() => session.Run<float, float>(x, y)));
    }

    [Fact]
    public void Run_CommittedModelAThousandTimes_AllocatesNothing()
    {
        var session = InferenceSession.Load(Path.Combine(TestData.Root!, "models/mnist-cnn/model.ecnn"));
        byte[] x = Networks.RandomCodes(1, 784), y = new byte[10];
        Assert.Equal(0, LeastAllocated(() => session.Run<byte, byte>(x, y)));
    }

    [Fact]
    public void Run_OnSeveralThreadsAThousandTimes_AllocatesNothing()
    {
        var session = InferenceSession.Create(ThreadsTests.Wide(), new SessionOptions { Threads = 2 });
        Assert.Contains(session.Plan.Steps, step => step.Parts > 1);
        float[] x = new float[24 * 24 * 16], y = new float[24 * 24 * 64];
        Assert.Equal(0, LeastAllocated(() => session.Run<float, float>(x, y)));
    }

    [Fact]
    public void Run_EveryKindOfNodeAThousandTimes_AllocatesNothing()
    {
        NetworkGraph graph = EveryNode.Graph();
        var used = graph.Nodes.Select(node => node.GetType()).ToHashSet();
        Assert.DoesNotContain(typeof(Node).Assembly.GetTypes(), type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Node)) && !used.Contains(type));
        var session = InferenceSession.Create(graph);
        float[] x = [.. Enumerable.Range(0, 4 * 4 * 3).Select(i => (i % 7) - 3f)], y = new float[session.Outputs[0].Shape.Elements];
        Assert.Equal(0, LeastAllocated(() => session.Run<float, float>(x, y)));
    }

    // The process's counter sees worker threads too, but also the test runner's own heartbeat; so it is read over short
    // rounds, of which one clean one proves that a run adds nothing; on a busy machine that may take more of them. This
    // thread's counter must stay still: but once in some ten thousand runs, on a busy machine only, the runtime books up to an
    // allocation buffer (8 KiB) on a thread that allocates nothing, so one round may have less than that.
    private static long LeastAllocated(Action run)
    {
        const int RunsOfARound = 25, AllocationBuffer = 8192;
        int rounds = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 4 : 40;
        run();
        long least = long.MaxValue, own = 0;
        int allocating = 0;
        for (int round = 0; round < rounds || (least > 0 && round < 10 * rounds); round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true), ownBefore = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < RunsOfARound; i++)
                run();
            long booked = GC.GetAllocatedBytesForCurrentThread() - ownBefore;
            own += booked;
            allocating += booked != 0 ? 1 : 0;
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return allocating <= 1 && own < AllocationBuffer ? least : own;
    }
}
