namespace EdgeCnn.Cli.Deployment;

/// <summary>What <c>edgecnn deploy</c> was asked to do.</summary>
/// <param name="Bundle">The .ecnnb file.</param>
/// <param name="Agent">A published agent's folder, or null to keep the board's.</param>
/// <param name="Root">The slots' folder on the board.</param>
/// <param name="Unit">The service there.</param>
/// <param name="HealthSeconds">How long the service must be well.</param>
internal sealed record DeployOrder(string Bundle, string? Agent, string Root, string Unit, int HealthSeconds);

/// <summary>How a deployment went.</summary>
/// <param name="Ok">True if the bundle's slot is active and well.</param>
/// <param name="Board">How the user names the board.</param>
/// <param name="Machine">Its processor.</param>
/// <param name="Slot">The bundle's slot.</param>
/// <param name="IsNew">False if an equal one was there.</param>
/// <param name="Model">The model's name.</param>
/// <param name="AgentSent">True if the agent was sent.</param>
/// <param name="SentBytes">Bytes that were sent.</param>
/// <param name="Checks">Checks of the selftest on the board.</param>
/// <param name="GoldenVectors">Golden vectors that gave equal bytes there.</param>
/// <param name="Kernels">The kernel set that they ran with.</param>
/// <param name="Active">The slot that is active now.</param>
/// <param name="Previous">The one before.</param>
/// <param name="Detail">What the board says.</param>
/// <param name="Doctor">What the doctor says must be fixed.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record DeployReport(bool Ok, string Board, string Machine, string? Slot, bool IsNew, string? Model, bool AgentSent, long SentBytes, int Checks, int GoldenVectors, string? Kernels,
    string? Active, string? Previous, string? Detail, string[] Doctor, double Seconds);
