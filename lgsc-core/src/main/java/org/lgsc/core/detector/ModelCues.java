package org.lgsc.core.detector;

import org.lgsc.core.model.LgscModel;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.GraphCueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The cue maps of a model, for several threads: the one place that says what computes them for a
 * detector.
 */
final class ModelCues implements CueSource, AutoCloseable {
    private final LgscModel model;
    private final CueSource source;

    private ModelCues(LgscModel model, CueSource source) {
        this.model = model;
        this.source = source;
    }

    /** What computes. */
    static ModelCues of(LgscModel model) {
        return new ModelCues(model, new GraphCueSource(model.graph()));
    }

    /** A graph has one set of working memory: one batch at a time. */
    @Override
    public synchronized INDArray cues(INDArray images) {
        return source.cues(images);
    }

    /** Frees the network's native memory. */
    @Override
    public synchronized void close() {
        model.graph().close();
    }
}
