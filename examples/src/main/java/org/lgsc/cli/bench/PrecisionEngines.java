package org.lgsc.cli.bench;

import java.util.EnumMap;
import java.util.Map;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.model.LgscModel;

/** One network in every precision of this processor, calibrated on noise. */
final class PrecisionEngines implements AutoCloseable {
    private final Map<Precision, InferenceEngine> engines = new EnumMap<>(Precision.class);

    PrecisionEngines(LgscModel model, int size) {
        LgscModel quantised = Precision.INT8.isSupported() ? quantised(model, size) : model;
        for (Precision precision : Precision.values()) {
            if (precision.isSupported()) {
                engines.put(precision, InferenceEngine.of(quantised, precision));
            }
        }
    }

    private static LgscModel quantised(LgscModel model, int size) {
        try (Calibrator calibrator = new Calibrator(model)) {
            for (int i = 0; i < Calibrator.FEWEST_FACES; i += 5) {
                calibrator.add(RandomBatch.images(5, size));
            }
            return new LgscModel(
                    model.graph(), model.metadata().withCalibration(calibrator.result()));
        }
    }

    InferenceEngine floats() {
        return engines.get(Precision.FLOAT32);
    }

    /** Returns all engines, float32 first. */
    Map<Precision, InferenceEngine> all() {
        return engines;
    }

    @Override
    public void close() {
        engines.values().forEach(InferenceEngine::close);
    }
}
