using System.Net;
using Microsoft.AspNetCore.Connections;

namespace EdgeCnn.Agent.Page.Access;

/// <summary>Closes the connections of one address above a number, so that one host cannot take all that the server has.</summary>
/// <param name="most">Connections of one address.</param>
internal sealed class ConnectionLimit(int most)
{
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, int> open = [];

    /// <summary>Serves a connection, or closes it.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        IPAddress address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (!TryEnter(address))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    }

    private bool TryEnter(IPAddress address)
    {
        lock (gate)
        {
            int count = open.GetValueOrDefault(address);
            if (count >= most)
                return false;
            open[address] = count + 1;
            return true;
        }
    }

    private void Leave(IPAddress address)
    {
        lock (gate)
        {
            if (open[address] == 1)
                open.Remove(address);
            else
                open[address]--;
        }
    }
}
