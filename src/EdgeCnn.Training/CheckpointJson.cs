using System.Text.Json.Serialization;

namespace EdgeCnn.Training;

[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
