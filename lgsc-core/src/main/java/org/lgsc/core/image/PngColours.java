package org.lgsc.core.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.colour.CodePoints;
import org.lgsc.core.internal.colour.ColourProfile;
import org.lgsc.core.internal.colour.Primaries;

/**
 * The chunks of a PNG that state its colours. The first of them counts, in the order of the
 * specification (third edition): cICP, iCCP, sRGB, and gAMA with cHRM.
 */
final class PngColours {
    /** Units of the numbers in gAMA and cHRM. */
    private static final double UNIT = 100_000;

    /** Exponent of displays, of which sRGB's curve is a refinement. */
    private static final double DISPLAY = 2.2;

    /**
     * Relative difference of an exponent that is too small to be converted, as in libpng: 45455,
     * which most writers state, is sRGB.
     */
    private static final double SAME = 0.05;

    /** Larger exponents, or smaller ones than its inverse, are mistakes. */
    private static final double LARGEST = 4;

    private byte @Nullable [] codes;
    private byte @Nullable [] icc;
    private boolean srgb;
    private byte @Nullable [] gamma;
    private byte @Nullable [] chromaticities;

    /**
     * Takes a chunk.
     *
     * @return whether it states colours
     */
    boolean take(String type, byte[] content) {
        switch (type) {
            case "cICP" -> codes = content;
            case "iCCP" -> icc = content;
            case "sRGB" -> srgb = true;
            case "gAMA" -> gamma = content;
            case "cHRM" -> chromaticities = content;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns the colours; empty when they are sRGB, not stated, or not known. */
    Optional<ColourProfile> profile() {
        if (codes != null && codes.length == 4) {
            int primaries = codes[0] & 0xff;
            int transfer = codes[1] & 0xff;
            boolean rgb = codes[2] == 0 && codes[3] == 1; // not YCbCr, full range
            if (rgb && CodePoints.areKnown(primaries, transfer)) {
                return CodePoints.profile(primaries, transfer);
            }
        }
        if (icc != null) {
            return ColourProfile.of(EmbeddedProfile.ofPng(icc));
        }
        return srgb ? Optional.empty() : byNumbers();
    }

    private Optional<ColourProfile> byNumbers() {
        double exponent = 0;
        if (gamma != null && gamma.length == 4 && ByteBuffer.wrap(gamma).getInt() > 0) {
            double stated = UNIT / ByteBuffer.wrap(gamma).getInt();
            boolean plausible = stated <= LARGEST && stated >= 1 / LARGEST;
            boolean other = Math.abs(DISPLAY / stated - 1) > SAME;
            exponent = plausible && other ? stated : 0;
        }
        Primaries primaries = Primaries.SRGB;
        if (chromaticities != null && chromaticities.length == 32) {
            ByteBuffer numbers = ByteBuffer.wrap(chromaticities);
            double[] x = new double[4];
            double[] y = new double[4];
            for (int i = 0; i < 4; i++) {
                int colour = (i + 3) % 4; // white is the first
                x[colour] = numbers.getInt() / UNIT;
                y[colour] = numbers.getInt() / UNIT;
            }
            primaries = new Primaries(x, y);
        }
        return ColourProfile.of(exponent, primaries);
    }
}
