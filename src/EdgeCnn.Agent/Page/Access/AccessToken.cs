using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeCnn.Agent.Page.Access;

/// <summary>The page's token, and the cookie that stands for it.</summary>
/// <remarks>
/// Comparing takes the same time wherever two texts differ: hashes are compared, not texts. The cookie is made from the token, so
/// that it holds after a restart, but does not tell the token.
/// </remarks>
internal sealed class AccessToken
{
    private readonly byte[] token;
    private readonly byte[] cookie;

    /// <param name="token">What <see cref="PageOptions.RequireToken"/> gave.</param>
    public AccessToken(string token)
    {
        this.token = Hash(token);
        Cookie = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "edgecnn page cookie 1"u8));
        cookie = Hash(Cookie);
    }

    /// <summary>The cookie's value.</summary>
    public string Cookie { get; }

    /// <summary>True for the token.</summary>
    public bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), token);

    /// <summary>True for the cookie's value.</summary>
    public bool IsCookie(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), cookie);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
