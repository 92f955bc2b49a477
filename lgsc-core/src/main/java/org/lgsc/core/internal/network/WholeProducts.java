package org.lgsc.core.internal.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;

/**
 * The convolutions of integer products and the maps of integers in precision int8: one rule for the
 * inference engine and the ONNX export.
 */
public final class WholeProducts {
    private final Wiring wiring;
    private final boolean any;
    private final Map<String, Calibration.Range> ranges;
    private final Set<String> floats;
    private final boolean keepsSums;

    /**
     * @param calibration measured ranges; null for a network of floats
     * @throws LgscException when the calibration is that of another network
     */
    public WholeProducts(Wiring wiring, @Nullable Calibration calibration) {
        this.wiring = wiring;
        any = calibration != null;
        ranges = calibration == null ? Map.of() : calibration.ranges();
        Set<String> chosen = calibration == null ? Set.of() : calibration.floats();
        keepsSums = chosen != null;
        floats = chosen == null ? Set.of() : chosen;
        byMap().forEach(group -> range(wiring.inputs(group.iterator().next()).get(0)));
    }

    /**
     * Returns the calibration of a model.
     *
     * @param reader what reads the ranges, as the subject of a sentence
     * @throws LgscException when it has none, or one for faces that were prepared differently
     */
    public static Calibration calibration(LgscModel model, String reader) {
        Calibration calibration = model.metadata().calibration();
        if (calibration == null) {
            throw LgscException.of(
                    "The model is not quantised: %s needs the ranges of its maps (lgsc quantize).",
                    reader);
        }
        if (!calibration.preprocessing().equals(model.metadata().preprocessing())) {
            throw new LgscException(
                    "The model was quantised for another preprocessing of faces than its own:"
                            + " quantise it again (lgsc quantize).");
        }
        return calibration;
    }

    /** Convolutions that compute with floats all the same. */
    public Set<String> floats() {
        return floats;
    }

    /**
     * Whether weights are rounded so that their sums stay: not for models that were quantised
     * before this was done.
     */
    public boolean keepsSums() {
        return keepsSums;
    }

    /** Whether this convolution computes integer products: not with a small number of channels. */
    public boolean isWhole(String convolution) {
        return any
                && wiring.isConvolution(convolution)
                && !floats.contains(convolution)
                && wiring.channels(wiring.inputs(convolution).get(0))
                        >= Calibration.FEWEST_CHANNELS;
    }

    /** Convolutions of integer products, those that read the same map together. */
    public List<Set<String>> byMap() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (String name : wiring.order()) {
            if (isWhole(name)) {
                all.computeIfAbsent(wiring.inputs(name).get(0), n -> new TreeSet<>()).add(name);
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * Whether a map can consist of integers: enough channels, and no float convolution reads it.
     */
    public boolean isWholeMap(String name) {
        return any
                && wiring.channels(name) >= Calibration.FEWEST_CHANNELS
                && !wiring.isReadBy(floats, name);
    }

    /** Returns whether the range of a map was measured. */
    public boolean hasRange(String name) {
        return ranges.containsKey(name);
    }

    /**
     * Returns the range of a map.
     *
     * @throws LgscException when it was not measured
     */
    public Calibration.Range range(String name) {
        Calibration.Range range = ranges.get(name);
        if (range == null) {
            throw LgscException.of(
                    "The model was quantised for another network: its calibration does not contain"
                            + " the map \"%s\"; quantise it again (lgsc quantize).",
                    name);
        }
        return range;
    }

    /** The batch norm that is folded into a convolution of integer products, or null. */
    public @Nullable String normOf(String convolution) {
        return isWhole(convolution) ? wiring.normAfter(convolution) : null;
    }
}
