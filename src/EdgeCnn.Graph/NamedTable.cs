using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EdgeCnn.Graph;

/// <summary>An immutable map from names to values that keeps the order in which they were added.</summary>
/// <remarks>
/// A collection of the framework's over a struct of ours is compiled anew at every start of a program, since its code belongs to
/// neither of the two assemblies; this one is compiled with the graph. It is made once and read often: a change makes a whole new one,
/// many changes go through <see cref="ToBuilder"/>.
/// </remarks>
/// <typeparam name="T">What is named.</typeparam>
public sealed class NamedTable<T> : IReadOnlyCollection<KeyValuePair<string, T>>
{
    // Where each name stands in the arrays.
    private readonly Dictionary<string, int> places;
    private readonly string[] names;
    private readonly T[] values;

    private NamedTable(string[] names, T[] values, Dictionary<string, int> places)
    {
        this.names = names;
        this.values = values;
        this.places = places;
    }

    /// <summary>The table without entries.</summary>
    public static NamedTable<T> Empty { get; } = new([], [], []);

    /// <summary>How many entries there are.</summary>
    public int Count => names.Length;

    /// <summary>The names, in the order in which they were added.</summary>
    public IReadOnlyList<string> Keys => names;

    /// <summary>The values, in the order of <see cref="Keys"/>.</summary>
    public IReadOnlyList<T> Values => values;

    /// <summary>The value of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string name] => values[places[name]];

    /// <summary>True if there is such a name.</summary>
    public bool ContainsKey(string name) => places.ContainsKey(name);

    /// <summary>The value of that name, if there is one.</summary>
    public bool TryGetValue(string name, [MaybeNullWhen(false)] out T value)
    {
        bool found = places.TryGetValue(name, out int place);
        value = found ? values[place] : default;
        return found;
    }

    /// <summary>A table with one entry more.</summary>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public NamedTable<T> Add(string name, T value)
    {
        Builder builder = ToBuilder();
        builder.Add(name, value);
        return builder.ToImmutable();
    }

    /// <summary>A table with more entries.</summary>
    /// <exception cref="ArgumentException">A name is there already.</exception>
    public NamedTable<T> AddRange(IEnumerable<KeyValuePair<string, T>> entries)
    {
        Builder builder = ToBuilder();
        foreach (var (name, value) in entries)
            builder.Add(name, value);
        return builder.ToImmutable();
    }

    /// <summary>A table in which a name has that value, whether it was there or not.</summary>
    public NamedTable<T> SetItem(string name, T value)
    {
        Builder builder = ToBuilder();
        builder[name] = value;
        return builder.ToImmutable();
    }

    /// <summary>A table of those entries whose names are asked for.</summary>
    public NamedTable<T> Keep(Predicate<string> wanted)
    {
        var builder = new Builder();
        for (int i = 0; i < names.Length; i++)
        {
            if (wanted(names[i]))
                builder.Add(names[i], values[i]);
        }

        return builder.Count == Count ? this : builder.ToImmutable();
    }

    /// <summary>A copy that can be changed.</summary>
    public Builder ToBuilder() => new(this);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (int i = 0; i < names.Length; i++)
            yield return KeyValuePair.Create(names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table that is being made.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> places;
        private readonly List<string?> names;
        private T[] values;

        /// <summary>An empty one.</summary>
        public Builder()
        {
            places = [];
            names = [];
            values = [];
        }

        internal Builder(NamedTable<T> table)
        {
            places = new Dictionary<string, int>(table.places);
            names = [.. table.names];
            values = [.. table.values];
        }

        /// <summary>How many entries there are.</summary>
        public int Count => places.Count;

        /// <summary>The value of that name; setting one that is not there adds it.</summary>
        /// <exception cref="KeyNotFoundException">There is none.</exception>
        public T this[string name]
        {
            get => values[places[name]];
            set
            {
                if (places.TryGetValue(name, out int place))
                    values[place] = value;
                else
                    Add(name, value);
            }
        }

        /// <summary>True if there is such a name.</summary>
        public bool ContainsKey(string name) => places.ContainsKey(name);

        /// <summary>The value of that name, if there is one.</summary>
        public bool TryGetValue(string name, [MaybeNullWhen(false)] out T value)
        {
            bool found = places.TryGetValue(name, out int place);
            value = found ? values[place] : default;
            return found;
        }

        /// <summary>Adds an entry.</summary>
        /// <exception cref="ArgumentException">The name is there already.</exception>
        public void Add(string name, T value)
        {
            if (!TryAdd(name, value))
                throw new ArgumentException($"'{name}' is there already.", nameof(name));
        }

        /// <summary>Adds an entry unless the name is there already.</summary>
        public bool TryAdd(string name, T value)
        {
            if (!places.TryAdd(name, names.Count))
                return false;
            if (names.Count == values.Length)
                Array.Resize(ref values, Math.Max(16, 2 * values.Length));
            values[names.Count] = value;
            names.Add(name);
            return true;
        }

        /// <summary>Takes an entry away; false if there is none.</summary>
        public bool Remove(string name) => Remove(name, out _);

        /// <summary>Takes an entry away and gives its value; false if there is none.</summary>
        public bool Remove(string name, [MaybeNullWhen(false)] out T value)
        {
            bool found = places.Remove(name, out int place);
            value = found ? values[place] : default;
            if (found)
                names[place] = null;
            return found;
        }

        /// <summary>The table as it is now.</summary>
        public NamedTable<T> ToImmutable()
        {
            string[] left = new string[places.Count];
            var kept = new T[places.Count];
            var index = new Dictionary<string, int>(places.Count);
            int count = 0;
            for (int i = 0; i < names.Count; i++)
            {
                if (names[i] is not { } name)
                    continue;
                left[count] = name;
                kept[count] = values[i];
                index.Add(name, count++);
            }

            return new NamedTable<T>(left, kept, index);
        }
    }
}
