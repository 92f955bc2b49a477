package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lgsc.core.image.EncodedPictures.concat;
import static org.lgsc.core.image.EncodedPictures.photograph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.internal.colour.CodePoints;
import org.lgsc.core.internal.colour.ColourProfile;

/** Colours that a PNG states by numbers. */
class PngColoursTest {
    private static final RgbImage PICTURE = photograph(64, 48);
    private static final int[] SRGB = {31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000};
    private static final int[] P3 = {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000};

    private static RgbImage decoded(byte[]... chunks) {
        byte[] png = ImageEncoder.png(PICTURE);
        byte[] file = Arrays.copyOf(png, 33);
        for (byte[] chunk : chunks) {
            file = concat(file, chunk);
        }
        return ImageDecoder.defaults()
                .decode(concat(file, Arrays.copyOfRange(png, 33, png.length)), "x.png");
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = concat(type.getBytes(StandardCharsets.US_ASCII), content);
        CRC32 crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] numbers(String type, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(4 * numbers.length);
        Arrays.stream(numbers).forEach(content::putInt);
        return chunk(type, content.array());
    }

    private static byte[] codes(int primaries, int transfer) {
        return chunk("cICP", new byte[] {(byte) primaries, (byte) transfer, 0, 1});
    }

    private static byte[] profile(byte[] icc) {
        Deflater deflater = new Deflater();
        deflater.setInput(icc);
        deflater.finish();
        byte[] packed = new byte[icc.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return chunk("iCCP", concat(new byte[] {'x', 0, 0}, Arrays.copyOf(packed, length)));
    }

    /** The picture with Display P3 taken for its colours, by its ICC profile. */
    private static RgbImage inP3() {
        byte[] rgb = PICTURE.data().clone();
        ColourProfile.of(IccProfiles.displayP3()).orElseThrow().convert(rgb);
        return new RgbImage(PICTURE.width(), PICTURE.height(), rgb);
    }

    private static void assertSame(RgbImage found, RgbImage expected, int most) {
        for (int i = 0; i < expected.data().length; i++) {
            int level = expected.data()[i] & 0xff;
            assertThat(found.data()[i] & 0xff).isCloseTo(level, within(most));
        }
    }

    /** What most writers state, and what cannot be meant. */
    @ParameterizedTest
    @ValueSource(ints = {45455, 45454, 45470, 45000, 47000, 0, -1, 1, 2_000_000_000})
    void ordinaryGammasChangeNothing(int gamma) {
        assertThat(decoded(numbers("gAMA", gamma)).data()).isEqualTo(PICTURE.data());
        assertThat(decoded(numbers("gAMA", gamma), numbers("cHRM", SRGB)).data())
                .isEqualTo(PICTURE.data());
    }

    @ParameterizedTest
    @CsvSource({"55556, 1.8", "100000, 1", "36364, 2.75"})
    void otherGammasAreConverted(int gamma, double exponent) {
        byte[] expected = new byte[PICTURE.data().length];
        for (int i = 0; i < expected.length; i++) {
            double light = Math.pow((PICTURE.data()[i] & 0xff) / 255.0, exponent);
            expected[i] = (byte) srgb(light);
        }
        RgbImage right = new RgbImage(PICTURE.width(), PICTURE.height(), expected);
        assertSame(decoded(numbers("gAMA", gamma)), right, 1);
        assertSame(decoded(numbers("cHRM", SRGB), numbers("gAMA", gamma)), right, 1);
    }

    @Test
    void primariesAreConvertedLikeThoseOfAProfile() {
        assertSame(decoded(codes(12, 13)), inP3(), 1);
        assertSame(decoded(numbers("gAMA", 45455), numbers("cHRM", P3)), inP3(), 1);
        assertThat(decoded(codes(1, 13)).data()).isEqualTo(PICTURE.data());
        assertThat(decoded(codes(1, 1)).data()).isEqualTo(PICTURE.data());
        assertThat(decoded(codes(9, 14)).data()).isNotEqualTo(PICTURE.data());
    }

    @Test
    void theFirstOfTheSpecificationsOrderCounts() {
        byte[] gamma = numbers("gAMA", 100000);
        byte[] intent = chunk("sRGB", new byte[1]);
        byte[] icc = profile(IccProfiles.displayP3());
        assertThat(decoded(gamma, intent).data()).isEqualTo(PICTURE.data());
        assertThat(decoded(gamma, icc).data()).isEqualTo(inP3().data());
        assertThat(decoded(icc, codes(1, 13)).data()).isEqualTo(PICTURE.data());
        // not known, not RGB, too short: the next one
        assertThat(decoded(icc, codes(2, 2)).data()).isEqualTo(inP3().data());
        assertThat(decoded(icc, chunk("cICP", new byte[] {12, 13, 1, 0})).data())
                .isEqualTo(inP3().data());
        assertThat(decoded(icc, chunk("cICP", new byte[3])).data()).isEqualTo(inP3().data());
    }

    /** The levels of BT.2408: 18 % grey and diffuse white, 26 and 203 cd/m2. */
    @ParameterizedTest
    @CsvSource({
        "16, 0.38, 26, 2",
        "16, 0.58, 203, 2",
        "18, 0.38, 26, 2",
        "18, 0.75, 203, 2",
        "18, 1, 1000, 0",
        "16, 1, 10000, 0",
        "16, 0, 0, 0",
        "18, 0, 0, 0"
    })
    void brightnessOfHdrIsThatOfItsReferenceLevels(
            int transfer, double signal, double light, int most) {
        byte[] grey = new byte[3];
        Arrays.fill(grey, (byte) Math.round(255 * signal));
        CodePoints.profile(9, transfer).orElseThrow().convert(grey);
        for (byte channel : grey) {
            assertThat(channel & 0xff).isCloseTo(srgb(Math.min(1, light / 203)), within(most));
        }
    }

    private static int srgb(double light) {
        double v = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * v);
    }

    /** A colour of sRGB, coded as HDR by the formulas of BT.2100 and BT.2087, comes back. */
    @ParameterizedTest
    @ValueSource(ints = {16, 18})
    void coloursOfHdrAreThoseOfSrgb(int transfer) {
        for (int[] colour : new int[][] {{200, 150, 120}, {90, 60, 45}, {40, 120, 200}}) {
            byte[] coded = HdrColours.coded(transfer, colour);
            CodePoints.profile(9, transfer).orElseThrow().convert(coded);
            for (int c = 0; c < 3; c++) {
                assertThat(coded[c] & 0xff).isCloseTo(colour[c], within(5)); // 8 bits are coarse
            }
        }
        RgbImage photograph = decoded(codes(9, transfer));
        assertThat(photograph.data()).isNotEqualTo(PICTURE.data());
    }

    @Test
    void numbersThatAreNotColoursAreIgnored() {
        for (int[] wrong :
                new int[][] {
                    new int[8],
                    {31270, 32900, 64000, 33000, 64000, 33000, 15000, 6000},
                    {31270, -1, 64000, 33000, 30000, 60000, 15000, 6000},
                    {31270, 32900, 64000}
                }) {
            assertThat(decoded(numbers("cHRM", wrong)).data()).isEqualTo(PICTURE.data());
        }
        assertThat(decoded(chunk("gAMA", new byte[2])).data()).isEqualTo(PICTURE.data());
    }
}
