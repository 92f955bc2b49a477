package org.lgsc.cli.option;

import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.model.LgscModel;
import picocli.CommandLine.Option;

/** Option for the precision of a network's products. */
public final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "float32; bf16, on processors with AVX512-BF16; or int8, for quantised models"
                            + " on processors with VNNI (default: the model's own, float32 unless"
                            + " it is quantised).")
    Precision precision;

    /** Refuses another precision than float32, for networks that support no other. */
    public void refuse(String network) {
        if (precision != null && precision != Precision.FLOAT32) {
            throw LgscException.of(
                    "Precision %s is only for models of this library's network; %s supports"
                            + " only float32.",
                    precision, network);
        }
    }

    /** Returns the requested precision, else the model's. */
    public Precision of(LgscModel model) {
        return required(precision == null ? Precision.of(model) : precision);
    }

    /** Sets the requested precision, if any; else the detector uses the model's. */
    public LivenessDetector.Builder of(LivenessDetector.Builder detector) {
        return precision == null ? detector : detector.precision(precision);
    }

    /** Like {@link #of(LgscModel)}, without a model file. */
    public Precision orFloat32() {
        return required(precision == null ? Precision.FLOAT32 : precision);
    }

    private static Precision required(Precision chosen) {
        chosen.require();
        return chosen;
    }
}
