package org.lgsc.core.detector;

import java.util.List;
import java.util.Optional;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;

/**
 * What a {@link LivenessDetector} asks about faces: a model of this library, or a network of
 * others. Safe to use from several threads.
 */
sealed interface FaceScorer extends AutoCloseable permits CueScorer, ForeignScorer {
    /**
     * The answer about a face.
     *
     * @param score 0 to 1, high = spoof; NaN where there is none
     * @param map where the cues are; empty for a network that has none
     */
    record Answer(double score, Optional<CueMap> map) {}

    /** How it wants faces. */
    FaceCutter cutter();

    /**
     * Scores faces.
     *
     * @param looks from its {@link #cutter}
     * @return an answer for each
     */
    List<Answer> score(List<Look> looks);

    /** What it was made of, is worth and is not for. */
    ModelCard card();

    /** The same in words. */
    ModelDescription description();

    @Override
    void close();
}
