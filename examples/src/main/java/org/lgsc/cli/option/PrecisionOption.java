package org.lgsc.cli.option;

import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.model.LgscModel;
import picocli.CommandLine.Option;

/** What a network's products are computed in. */
public final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "float32; bf16, on processors with AVX512-BF16; or int8, of quantised models on"
                            + " processors with VNNI (default: the model's own, float32 unless it"
                            + " was quantised).")
    Precision precision;

    /**
     * For networks that are float32 alone.
     *
     * @throws LgscException when another precision was asked for
     */
    public void refuse(String network) {
        if (precision != null && precision != Precision.FLOAT32) {
            throw new LgscException(
                    "Precision "
                            + precision
                            + " is for models of this library's own network; "
                            + network
                            + " has float32 alone.");
        }
    }

    /**
     * The one that was asked for, else the model's.
     *
     * @throws LgscException when this processor has no instructions for it
     */
    public Precision of(LgscModel model) {
        return required(precision == null ? Precision.of(model) : precision);
    }

    /** The detector's, where one was asked for; else it stays the model's. */
    public LivenessDetector.Builder of(LivenessDetector.Builder detector) {
        return precision == null ? detector : detector.precision(precision);
    }

    /** As {@link #of(LgscModel)}, where there is no model file. */
    public Precision orFloat32() {
        return required(precision == null ? Precision.FLOAT32 : precision);
    }

    private static Precision required(Precision chosen) {
        chosen.require();
        return chosen;
    }
}
