namespace EdgeCnn.Testing;

/// <summary>
/// A decoder for valid baseline JPEG files with one scan, from the formulas and flow charts of ITU T.81: no checks, no speed.
/// Colour samples are repeated where the file holds fewer of them.
/// </summary>
public sealed class ReferenceJpegDecoder
{
    private readonly byte[] _file;
    private readonly int[][] _quantization = new int[4][]; // [table][64] row by row
    private readonly Dictionary<(int Length, int Code), int>[] _huffman = new Dictionary<(int Length, int Code), int>[32];
    private readonly int[] _zigZag = new int[64];
    private readonly List<Component> _components = [];
    private int _position;
    private int _current;
    private int _bitsLeft;
    private int _restartInterval;

    private ReferenceJpegDecoder(byte[] file) => _file = file;

    /// <summary>Pixels in a row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>1 for grey, 3 for red, green, blue, 4 for what is stored.</summary>
    public int Channels => _components.Count;

    /// <summary>The picture, row by row, channels interleaved.</summary>
    public byte[] Pixels { get; private set; } = [];

    /// <summary>Decodes a file.</summary>
    public static ReferenceJpegDecoder Decode(byte[] file)
    {
        ReferenceJpegDecoder decoder = new(file);
        decoder.ReadSegments();
        decoder.ReadScan();
        decoder.Compose();
        return decoder;
    }

    /// <summary>The samples of a component that belong to the picture, row by row, as they are stored.</summary>
    public byte[] Plane(int component)
    {
        Component from = _components[component];
        int maxH = _components.Max(c => c.H), maxV = _components.Max(c => c.V);
        int width = (Width * from.H + maxH - 1) / maxH, height = (Height * from.V + maxV - 1) / maxV;
        return [.. Enumerable.Range(0, width * height).Select(i => (byte)from.Samples[i / width * from.Stride + i % width])];
    }

    private int Word(int at) => _file[at] << 8 | _file[at + 1];

    private void ReadSegments()
    {
        for (int at = 2; ; at += 2 + Word(at + 2))
        {
            int data = at + 4, end = at + 2 + Word(at + 2);
            switch (Word(at))
            {
                case 0xFFDB:
                    for (; data < end; data += 65)
                        _quantization[_file[data]] = ReadQuantization(data + 1);
                    break;
                case 0xFFC4:
                    while (data < end)
                        data = ReadHuffman(data);
                    break;
                case 0xFFC0:
                    (Height, Width) = (Word(data + 1), Word(data + 3));
                    for (int i = 0; i < _file[data + 5]; i++)
                        _components.Add(new Component(_file[data + 7 + 3 * i] >> 4, _file[data + 7 + 3 * i] & 15, _file[data + 8 + 3 * i]));
                    break;
                case 0xFFDD:
                    _restartInterval = Word(data);
                    break;
                case 0xFFDA:
                    for (int i = 0; i < _components.Count; i++)
                        (_components[i].DcTable, _components[i].AcTable) = (_file[data + 2 + 2 * i] >> 4, 16 + (_file[data + 2 + 2 * i] & 15));
                    _position = end;
                    return;
            }
        }
    }

    private int[] ReadQuantization(int at)
    {
        int[] table = new int[64];
        int k = 0;
        // Figure A.6: diagonals, alternately upwards and downwards.
        for (int sum = 0; sum < 15; sum++)
        {
            for (int i = Math.Max(0, sum - 7); i <= Math.Min(sum, 7); i++)
            {
                (int row, int column) = sum % 2 == 0 ? (sum - i, i) : (i, sum - i);
                _zigZag[k] = row * 8 + column;
                table[row * 8 + column] = _file[at + k++];
            }
        }
        return table;
    }

    private int ReadHuffman(int at)
    {
        Dictionary<(int, int), int> table = [];
        _huffman[_file[at]] = table;
        int value = at + 17;
        int code = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            for (int i = 0; i < _file[at + length]; i++)
                table.Add((length, code++), _file[value++]);
        }
        return value;
    }

    private int NextBit()
    {
        if (_bitsLeft == 0)
        {
            _current = _file[_position++];
            if (_current == 0xFF && _file[_position++] != 0)
                throw new InvalidDataException("a marker inside the coded data");
            _bitsLeft = 8;
        }
        _bitsLeft--;
        return _current >> _bitsLeft & 1;
    }

    private int NextSymbol(int table)
    {
        int code = 0;
        for (int length = 1; length <= 16; length++)
        {
            code = code << 1 | NextBit();
            if (_huffman[table].TryGetValue((length, code), out int symbol))
                return symbol;
        }
        throw new InvalidDataException("a code of no symbol");
    }

    private int NextValue(int category)
    {
        int value = 0;
        for (int i = 0; i < category; i++)
            value = value << 1 | NextBit();
        return category > 0 && value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    private void ReadScan()
    {
        int maxH = _components.Max(c => c.H), maxV = _components.Max(c => c.V);
        int across = (Width + 8 * maxH - 1) / (8 * maxH), down = (Height + 8 * maxV - 1) / (8 * maxV);
        foreach (Component component in _components)
            component.Allocate(across * component.H * 8, down * component.V * 8);
        for (int mcu = 0; mcu < across * down; mcu++)
        {
            if (_restartInterval > 0 && mcu > 0 && mcu % _restartInterval == 0)
                Restart();
            foreach (Component component in _components)
            {
                for (int block = 0; block < component.H * component.V; block++)
                    ReadBlock(component, mcu % across * component.H + block % component.H, mcu / across * component.V + block / component.H);
            }
        }
    }

    private void Restart()
    {
        _bitsLeft = 0;
        _position += 2;
        foreach (Component component in _components)
            component.PreviousDc = 0;
    }

    private void ReadBlock(Component component, int blockX, int blockY)
    {
        int[] steps = _quantization[component.Quantization];
        double[] coefficients = new double[64];
        component.PreviousDc += NextValue(NextSymbol(component.DcTable));
        coefficients[0] = component.PreviousDc * steps[0];
        for (int k = 1; k < 64; k++)
        {
            int symbol = NextSymbol(component.AcTable);
            if (symbol == 0)
                break;
            k += symbol >> 4;
            if ((symbol & 15) > 0)
                coefficients[_zigZag[k]] = NextValue(symbol & 15) * steps[_zigZag[k]];
        }
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
                component.Samples[(blockY * 8 + y) * component.Stride + blockX * 8 + x] = Math.Clamp(Math.Round(InverseDct(coefficients, x, y) + 128), 0, 255);
        }
    }

    private static double InverseDct(double[] coefficients, int x, int y)
    {
        double sum = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double scale = (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
                if (coefficients[v * 8 + u] != 0)
                    sum += scale * coefficients[v * 8 + u] * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return sum;
    }

    private void Compose()
    {
        int maxH = _components.Max(c => c.H), maxV = _components.Max(c => c.V);
        Pixels = new byte[Width * Height * Channels];
        for (int i = 0; i < Width * Height; i++)
        {
            double[] s = [.. _components.Select(c => c.Samples[i / Width * c.V / maxV * c.Stride + i % Width * c.H / maxH])];
            double[] rgb = Channels != 3 ? s :
            [
                s[0] + 1.402 * (s[2] - 128),
                s[0] - 0.114 * 1.772 / 0.587 * (s[1] - 128) - 0.299 * 1.402 / 0.587 * (s[2] - 128),
                s[0] + 1.772 * (s[1] - 128),
            ];
            for (int channel = 0; channel < Channels; channel++)
                Pixels[i * Channels + channel] = (byte)Math.Clamp(Math.Round(rgb[channel]), 0, 255);
        }
    }

    private sealed class Component(int h, int v, int quantization)
    {
        public int H => h;

        public int V => v;

        public int Quantization => quantization;

        public int DcTable { get; set; }

        public int AcTable { get; set; }

        public int PreviousDc { get; set; }

        public int Stride { get; private set; }

        public double[] Samples { get; private set; } = [];

        public void Allocate(int width, int height)
        {
            Stride = width;
            Samples = new double[width * height];
        }
    }
}
