namespace EdgeCnn.Imaging.Files.Jpeg;

/// <summary>The second bytes of the markers that a decoder must know. Source: ITU T.81 Table B.1.</summary>
internal static class JpegMarker
{
    public const int Temporary = 0x01;
    public const int StartOfFrame0 = 0xC0;
    public const int StartOfFrame1 = 0xC1;
    public const int StartOfFrame2 = 0xC2;
    public const int HuffmanTables = 0xC4;
    public const int Reserved = 0xC8;
    public const int ArithmeticConditioning = 0xCC;
    public const int StartOfFrame15 = 0xCF;
    public const int Restart0 = 0xD0;
    public const int Restart7 = 0xD7;
    public const int StartOfImage = 0xD8;
    public const int EndOfImage = 0xD9;
    public const int StartOfScan = 0xDA;
    public const int QuantizationTables = 0xDB;
    public const int NumberOfLines = 0xDC;
    public const int RestartInterval = 0xDD;
    public const int App0 = 0xE0;
    public const int App1 = 0xE1;
    public const int App14 = 0xEE;
    public const int App15 = 0xEF;
    public const int Comment = 0xFE;

    /// <summary>Whether it is one of RST0 to RST7.</summary>
    public static bool IsRestart(int marker) => marker is >= Restart0 and <= Restart7;

    /// <summary>Whether nothing but the marker itself belongs to it.</summary>
    public static bool HasNoSegment(int marker) => marker is Temporary or StartOfImage or EndOfImage || IsRestart(marker);
}
