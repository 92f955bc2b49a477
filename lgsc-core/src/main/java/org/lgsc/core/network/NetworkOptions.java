package org.lgsc.core.network;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.lgsc.core.loss.RegressionTarget;

/**
 * All options that determine the structure of an LGSC network and its losses. The defaults are
 * those of the paper, and where paper and published code differ, those of docs/internals.md.
 *
 * @param baseWidth channels of the stem; 64 is full size
 * @param height input height in pixels, a multiple of 32 up to {@link #LARGEST_SIDE}
 * @param width input width in pixels, a multiple of 32 up to {@link #LARGEST_SIDE}
 * @param decoderNorm norm of the decoder
 * @param tripletLevels levels with a triplet loss; empty for none
 * @param regressionTarget target values of the cue maps in the regression loss
 * @param auxiliaryInput input of the auxiliary classifier
 * @param regressionWeight weight of L_r, 5 in the paper
 * @param tripletWeight weight of each level's L_t, 1 in the paper
 * @param auxiliaryWeight weight of L_a, 5 in the paper
 * @param margin margin of the triplet loss, 0.5 in the paper
 * @param twoSidedTriplets the paper's validity test instead of the published code's
 * @param dropout probability of dropping a feature before the auxiliary softmax, 0.5 in the
 *     published code
 * @param encoderWeights treatment of the encoder in training; null, as in files that do not state
 *     it, for {@link EncoderWeights#TRAINED}
 * @param cueOrderMargin margin of L_o, which has the weight of L_r and keeps the cues of attacks
 *     brighter than those of live faces; 0, as in the paper, for no such loss; null, as in files
 *     that do not state it, for 0
 * @param layout memory layout inside the network; input images and output cue maps are always NCHW
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NetworkOptions(
        int baseWidth,
        int height,
        int width,
        NormKind decoderNorm,
        List<Level> tripletLevels,
        RegressionTarget regressionTarget,
        AuxiliaryInput auxiliaryInput,
        double regressionWeight,
        double tripletWeight,
        double auxiliaryWeight,
        double margin,
        boolean twoSidedTriplets,
        double dropout,
        EncoderWeights encoderWeights,
        Double cueOrderMargin,
        CNN2DFormat layout) {

    /**
     * Largest side of an input in pixels: the size up to which oneDNN's operations, which are
     * planned with 32-bit numbers, have been tested.
     */
    public static final int LARGEST_SIDE = 1024;

    /** Number of pixels of the largest batch in one run: 16 of the largest inputs, 334 of 224. */
    public static final long MOST_PIXELS = 1 << 24;

    /** The paper's network: base width 64, 224x224. */
    public static final NetworkOptions PAPER =
            new NetworkOptions(
                    64,
                    224,
                    224,
                    NormKind.INSTANCE,
                    List.of(Level.E5, Level.D1, Level.D2, Level.D3, Level.D4),
                    RegressionTarget.LIVE,
                    AuxiliaryInput.OVERLAY,
                    5,
                    1,
                    5,
                    0.5,
                    false,
                    0.5,
                    EncoderWeights.TRAINED,
                    0.0,
                    CNN2DFormat.NHWC);

    /** Largest weight of a loss, and largest margin: far above any use, far below overflow. */
    private static final double LARGEST = 1e6;

    /** Checks every value; an {@link IllegalArgumentException} names the option at fault. */
    public NetworkOptions {
        Objects.requireNonNull(decoderNorm, "decoderNorm");
        Objects.requireNonNull(regressionTarget, "regressionTarget");
        Objects.requireNonNull(auxiliaryInput, "auxiliaryInput");
        Objects.requireNonNull(layout, "layout");
        encoderWeights = encoderWeights == null ? EncoderWeights.TRAINED : encoderWeights;
        cueOrderMargin = cueOrderMargin == null ? 0.0 : cueOrderMargin;
        tripletLevels = tripletLevels.stream().distinct().sorted().toList();
        check(baseWidth >= 1 && baseWidth <= 512, "base width must be 1 to 512, was " + baseWidth);
        checkSize("height", height);
        checkSize("width", width);
        check(
                inRange(regressionWeight),
                "regression weight must be 0 to 1e6, was " + regressionWeight);
        check(inRange(tripletWeight), "triplet weight must be 0 to 1e6, was " + tripletWeight);
        check(
                inRange(auxiliaryWeight),
                "auxiliary weight must be 0 to 1e6, was " + auxiliaryWeight);
        check(
                margin > 0 && inRange(margin),
                "margin must be above 0 and at most 1e6, was " + margin);
        check(
                cueOrderMargin >= 0 && cueOrderMargin < 1,
                "margin of the cue order must be at least 0 and below 1, was " + cueOrderMargin);
        check(
                dropout >= 0 && dropout < 1,
                "dropout must be at least 0 and below 1, was " + dropout);
    }

    private static boolean inRange(double value) {
        return value >= 0 && value <= LARGEST;
    }

    private static void checkSize(String side, int pixels) {
        check(
                pixels >= 32 && pixels % 32 == 0 && pixels <= LARGEST_SIDE,
                "input "
                        + side
                        + " must be a multiple of 32 up to "
                        + LARGEST_SIDE
                        + ", was "
                        + pixels);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
