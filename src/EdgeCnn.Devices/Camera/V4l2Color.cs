using EdgeCnn.Imaging;

namespace EdgeCnn.Devices.Camera;

/// <summary>Says what a driver's luma and chroma mean.</summary>
/// <remarks>
/// Range: wide-gamut encodings (BT.2020, SMPTE 240M) are taken as BT.709, whose weights are nearest.
/// Source: Linux, include/uapi/linux/videodev2.h, V4L2_MAP_YCBCR_ENC_DEFAULT and V4L2_MAP_QUANTIZATION_DEFAULT.
/// </remarks>
internal static class V4l2Color
{
    private const uint SpaceSmpte240m = 2, SpaceRec709 = 3, SpaceJpeg = 7, SpaceBt2020 = 10, SpaceDciP3 = 12;
    private const uint Encoding601 = 1, Encoding709 = 2, EncodingXv601 = 3, EncodingXv709 = 4, EncodingBt2020 = 6, EncodingBt2020Constant = 7, EncodingSmpte240m = 8;
    private const uint FullRange = 1;

    /// <summary>The meaning of samples from the three fields of a format; each is 0 where the driver does not tell.</summary>
    public static YuvColor From(uint colorSpace, uint encoding, uint quantization)
    {
        if (encoding == 0)
            encoding = colorSpace is SpaceRec709 or SpaceDciP3 or SpaceBt2020 or SpaceSmpte240m ? Encoding709 : Encoding601;
        bool is709 = encoding is Encoding709 or EncodingXv709 or EncodingBt2020 or EncodingBt2020Constant or EncodingSmpte240m;

        // The extended gamut encodings use the values outside the limited range for more colours, and so have no full range.
        bool isFull = encoding is not (EncodingXv601 or EncodingXv709) && (quantization == FullRange || (quantization == 0 && colorSpace == SpaceJpeg));
        return is709 ? (isFull ? YuvColor.Bt709Full : YuvColor.Bt709) : (isFull ? YuvColor.Bt601Full : YuvColor.Bt601);
    }
}
