using System.Net;
using System.Net.Sockets;

namespace EdgeCnn.Agent.Page.Access;

/// <summary>Makes an address that gave wrong tokens wait, twice as long each time.</summary>
/// <remarks>
/// An IPv6 host may choose the lower half of its address, so the upper half counts. The table is bounded: of too many addresses the one
/// that may try again soonest is forgotten.
/// Threading: any thread.
/// </remarks>
/// <param name="clock">Milliseconds of a clock that only goes forward.</param>
internal sealed class AttemptLimit(Func<long> clock)
{
    /// <summary>Wrong tokens before the first wait.</summary>
    public const int Free = 5;

    /// <summary>The longest wait.</summary>
    public const int MostSeconds = 300;

    private const int MostAddresses = 256;
    private const int ForgetMs = 2 * MostSeconds * 1000;
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, (int Wrong, long OpenAt)> addresses = [];

    /// <summary>How long the address must wait; 0 if it may try.</summary>
    public int WaitSeconds(IPAddress address)
    {
        lock (gate)
            return addresses.TryGetValue(KeyOf(address), out var entry) ? (int)Math.Max(0, (entry.OpenAt - clock() + 999) / 1000) : 0;
    }

    /// <summary>Notes a wrong token.</summary>
    public void Wrong(IPAddress address)
    {
        IPAddress key = KeyOf(address);
        lock (gate)
        {
            long now = clock();
            int wrong = addresses.TryGetValue(key, out var entry) && now - entry.OpenAt < ForgetMs ? entry.Wrong + 1 : 1;
            if (addresses.Count >= MostAddresses && !addresses.ContainsKey(key))
                addresses.Remove(addresses.MinBy(pair => pair.Value.OpenAt).Key);
            int seconds = wrong < Free ? 0 : Math.Min(MostSeconds, 1 << Math.Min(wrong - Free, 10));
            addresses[key] = (wrong, now + (1000L * seconds));
        }
    }

    /// <summary>Forgets the address's wrong tokens: it has given the right one.</summary>
    public void Right(IPAddress address)
    {
        lock (gate)
            addresses.Remove(KeyOf(address));
    }

    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
