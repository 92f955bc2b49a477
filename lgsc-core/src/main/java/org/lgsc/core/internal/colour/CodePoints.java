package org.lgsc.core.internal.colour;

import java.util.Optional;

/**
 * Colours by their codes in ITU-T H.273, which videos and PNGs use. HDR is brought to sRGB by the
 * levels of BT.2408: diffuse white, 203 cd/m2, becomes white, and what is brighter becomes white as
 * well.
 */
public final class CodePoints {
    private static final int PQ = 16;
    private static final int HLG = 18;

    /** Not a curve of {@link #exponent}. */
    private static final double UNKNOWN = -1;

    private CodePoints() {}

    /** Whether brightness is coded by PQ or HLG. */
    public static boolean isHdr(int transfer) {
        return transfer == PQ || transfer == HLG;
    }

    /** Whether {@link #profile} can tell the colours. */
    public static boolean areKnown(int primaries, int transfer) {
        return Primaries.ofCode(primaries).isPresent()
                && (isHdr(transfer) || exponent(transfer) != UNKNOWN);
    }

    /**
     * Returns the colours.
     *
     * @param primaries code of the colour primaries
     * @param transfer code of the transfer characteristics
     * @return empty when they are sRGB, or not known
     */
    public static Optional<ColourProfile> profile(int primaries, int transfer) {
        if (!areKnown(primaries, transfer)) {
            return Optional.empty();
        }
        Primaries colours = Primaries.ofCode(primaries).orElseThrow();
        if (isHdr(transfer)) {
            return Optional.of(ColourProfile.ofHdr(transfer == HLG, colours));
        }
        return ColourProfile.of(exponent(transfer), colours);
    }

    /** Exponent of linear light; 0 for sRGB's curve. */
    private static double exponent(int transfer) {
        return switch (transfer) {
            case 1, 4, 6, 13, 14, 15 -> 0; // players show those of video as they are
            case 5 -> 2.8;
            case 8 -> 1;
            default -> UNKNOWN;
        };
    }
}
