package org.lgsc.core.detector;

import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.scoring.CueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cue maps of a model, for several threads: the only place that chooses how they are computed for a
 * detector.
 */
final class ModelCues implements CueSource, AutoCloseable {
    private final LgscModel model;
    private final InferenceEngine engine;

    private ModelCues(LgscModel model, Precision precision) {
        this.model = model;
        this.engine = InferenceEngine.of(model, precision);
    }

    /** Returns the source of a model's cue maps. */
    static ModelCues of(LgscModel model, Precision precision) {
        return new ModelCues(model, precision);
    }

    @Override
    public INDArray cues(INDArray images) {
        return engine.cues(images);
    }

    /** Frees the native memory of engine and network. */
    @Override
    public void close() {
        engine.close();
        model.graph().close();
    }
}
