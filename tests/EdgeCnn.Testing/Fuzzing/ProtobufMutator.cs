namespace EdgeCnn.Testing.Fuzzing;

/// <summary>Changes of a protobuf file that mostly stay protobuf, so that they reach the reader of the message behind the parser.</summary>
public static class ProtobufMutator
{
    private static readonly float[] Floats = [0, -0f, 1, -1, 6, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon, 1e-30f];

    /// <summary>One to four changes; some take fields of another file.</summary>
    public static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        // One in five is changed as bytes, to break the encoding itself.
        if (random.Next(5) == 0 || ProtoField.Parse(file) is not { Count: > 0 } message)
            return ByteMutator.Mutate(random, file, other);
        var donors = Places(ProtoField.Parse(other) ?? message).ToArray();
        for (int changes = random.Next(1, 5); changes > 0 && message.Count > 0; changes--)
        {
            var places = Places(message).ToArray();
            Change(random, places[random.Next(places.Length)], places, donors);
        }

        return ProtoField.Encode(message);
    }

    private static void Change(Random random, Place place, Place[] places, Place[] donors)
    {
        ProtoField field = place.Field;
        switch (random.Next(10))
        {
            case 0:
                place.Siblings.Remove(field);
                break;
            case 1:
                place.Siblings.Insert(random.Next(place.Siblings.Count + 1), field.Clone());
                break;
            case 2:
                // Order is meaning: a node moves before what it reads from.
                place.Siblings.Remove(field);
                place.Siblings.Insert(random.Next(place.Siblings.Count + 1), field);
                break;
            case 3:
                var likes = donors.Where(donor => donor.Field.Number == field.Number && donor.Field.Wire == field.Wire && donor.Depth == place.Depth).ToArray();
                if (likes.Length > 0)
                    place.Siblings[place.Siblings.IndexOf(field)] = likes[random.Next(likes.Length)].Field.Clone();
                break;
            case 4:
                field.Number = random.Next(1, 21);
                break;
            case 5 when field.Wire == ProtoField.Bytes:
                field.LengthError = random.Next(2) == 0 ? random.Next(-3, 4) : ByteMutator.Edge(random);
                break;
            default:
                ChangeValue(random, field, places);
                break;
        }
    }

    private static void ChangeValue(Random random, ProtoField field, Place[] places)
    {
        if (field.Wire == ProtoField.Fixed32)
            field.Value = BitConverter.SingleToUInt32Bits(Floats[random.Next(Floats.Length)]);
        else if (field.Wire != ProtoField.Bytes)
            field.Value = (ulong)ByteMutator.Edge(random);
        else if (field.Message is null)
        {
            // Mostly a name: another one that occurs makes cycles, double writers and wrong constants.
            var texts = places.Where(place => place.Field is { Wire: ProtoField.Bytes, Message: null } && place.Field.Content.Length < 64).ToArray();
            field.Content = random.Next(3) > 0 && texts.Length > 0 && field.Content.Length < 64
                ? texts[random.Next(texts.Length)].Field.Content
                : ByteMutator.Mutate(random, field.Content, field.Content);
        }
        else
        {
            // Of a message, a number in it: that is where sizes are.
            var numbers = Places(field.Message).Where(place => place.Field.Wire != ProtoField.Bytes).ToArray();
            if (numbers.Length > 0)
                numbers[random.Next(numbers.Length)].Field.Value = (ulong)ByteMutator.Edge(random);
        }
    }

    private static IEnumerable<Place> Places(List<ProtoField> message, int depth = 0) => message.SelectMany(field =>
        (field.Message is null ? [] : Places(field.Message, depth + 1)).Prepend(new Place(field, message, depth)));

    private sealed record Place(ProtoField Field, List<ProtoField> Siblings, int Depth);
}
