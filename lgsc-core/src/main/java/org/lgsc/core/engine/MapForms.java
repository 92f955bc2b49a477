package org.lgsc.core.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.network.WholeProducts;
import org.lgsc.core.internal.network.Wiring;
import org.lgsc.core.internal.onednn.Form;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.BatchNorm2d;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.Norm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.layers.UpConv2d;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.network.LgscNetwork;

/** The forms in which a precision stores the maps of a network and computes its products. */
final class MapForms {
    /** Smallest number of channels of a map in bfloat16; the maps of the cue have three. */
    private static final int FEWEST_CHANNELS = 8;

    /** Smallest number of channels that a convolution of the encoder reads in bfloat16. */
    private static final int FEWEST_OF_ENCODER = 64;

    private final Wiring wiring;
    private final Precision precision;
    private final WholeProducts whole;
    private final Set<String> floats;

    /**
     * @param precision precision of maps and products
     * @param calibration ranges of maps for int8; null for other precisions
     * @throws LgscException when the ranges are those of another network
     */
    MapForms(Wiring wiring, Precision precision, @Nullable Calibration calibration) {
        this.wiring = wiring;
        this.precision = precision;
        this.whole = new WholeProducts(wiring, calibration);
        this.floats = calibration == null ? floats() : whole.floats();
    }

    /**
     * The convolutions that compute with floats all the same. With bf16, those of the encoder whose
     * errors weigh most in a trained network, which judges by fine noise: the first one and those
     * of few channels, where errors do not cancel out, and the 1x1 shortcuts, whose weights cannot
     * be rounded with a fixed sum. With int8, those that the calibration names.
     */
    private Set<String> floats() {
        if (precision != Precision.BF16) {
            return Set.of();
        }
        Set<String> decoder = wiring.decoder();
        return wiring.order().stream()
                .filter(name -> !decoder.contains(name))
                .filter(
                        name ->
                                wiring.layer(name) instanceof Conv2d conv
                                        && (conv.getInputChannels() < FEWEST_OF_ENCODER
                                                || conv.getKernel() == 1 && conv.getStride() > 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Convolutions of floats in a lower precision, in order of their names. */
    Set<String> kept() {
        return new TreeSet<>(floats);
    }

    /** Whether weights are rounded so that their sums stay. */
    boolean keepsSums() {
        return whole.keepsSums();
    }

    /** Whether this convolution computes integer products. */
    boolean isWhole(String convolution) {
        return whole.isWhole(convolution);
    }

    /** Convolutions of integer products, those that read the same map together. */
    List<Set<String>> wholeByMap() {
        return whole.byMap();
    }

    /** The batch norm that is folded into this convolution, or null. */
    @Nullable String normOf(String convolution) {
        String norm = wiring.normAfter(convolution);
        return norm == null || folded(norm) == null ? null : norm;
    }

    /**
     * The convolution into which this batch norm is folded, or null. Up-convolutions have a bias
     * only with int8.
     */
    @Nullable String folded(String norm) {
        if (!(wiring.layer(norm) instanceof BatchNorm2d)) {
            return null;
        }
        String input = wiring.inputs(norm).get(0);
        boolean biased = wiring.layer(input) instanceof Conv2d || isWhole(input);
        return biased && wiring.onlyReader(input) ? input : null;
    }

    /** Form in which a vertex's map is read by integer products, or written for them. */
    Form wholeForm(String name) {
        Calibration.Range range = whole.range(name);
        return hasOffset(name, range)
                ? Form.between(range.least(), range.most())
                : Form.upTo(range.largest(), range.least() < 0);
    }

    /**
     * Whether a map with numbers below zero is stored without a sign: the sum that an
     * up-convolution alone reads, which is three times as fast that way.
     */
    private boolean hasOffset(String name, Calibration.Range range) {
        return range.least() < 0
                && wiring.vertex(name) instanceof AddVertex
                && wiring.onlyReader(name)
                && !isReadByFloats(name)
                && wiring.isRead(name, UpConv2d.class);
    }

    /** What is added to the numbers of a map; 0 where they are not read as whole numbers. */
    float offset(String sum) {
        return isWholeMap(sum) ? wholeForm(sum).offset() : 0;
    }

    private boolean isWholeMap(String name) {
        return whole.isWholeMap(name) && whole.hasRange(name);
    }

    /** Form in which a convolution reads its input. */
    Form input(String convolution) {
        String input = wiring.inputs(convolution).get(0);
        if (floats.contains(convolution)) {
            return Form.FLOAT32;
        }
        if (isWhole(convolution)) {
            return wholeForm(input);
        }
        return home(input);
    }

    private boolean isReadByFloats(String name) {
        return wiring.isReadBy(floats, name);
    }

    /** Form of the images: float32 if the first convolution needs it. */
    Form imageForm() {
        return isReadByFloats(LgscNetwork.IMAGE) ? Form.FLOAT32 : precision.form();
    }

    /** Form of a map that does not consist of integers: float32 when it has few channels. */
    Form form(String name) {
        return floats.contains(name) || isReadByFloats(name) ? Form.FLOAT32 : home(name);
    }

    private Form home(String name) {
        boolean image = wiring.layer(name) instanceof Relayout;
        boolean few = wiring.channels(name) < FEWEST_CHANNELS && !image;
        return few ? Form.FLOAT32 : precision.form();
    }

    /** Form in which a convolution writes a vertex's map; null is the input of a float sum. */
    Form output(String convolution, @Nullable String result) {
        if (!isWhole(convolution)) {
            boolean exact = input(convolution).equals(Form.FLOAT32);
            Form own = exact ? Form.FLOAT32 : form(result == null ? convolution : result);
            return result == null || offset(result) == 0
                    ? own
                    : new Form(own.numbers(), 1, offset(result));
        }
        return result != null && isWholeMap(result) && !wiring.isRead(result, Norm2d.class)
                ? wholeForm(result)
                : Form.FLOAT32;
    }

    /** Form in which a concatenation is written for the convolutions that read it. */
    Form together(String concatenation) {
        return whole.isWholeMap(concatenation) ? wholeForm(concatenation) : form(concatenation);
    }
}
