package org.lgsc.core.detector;

import java.util.List;
import java.util.Optional;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;

/**
 * Scores faces for a {@link LivenessDetector}: a model of this library or third-party networks.
 * Safe to use from several threads.
 */
sealed interface FaceScorer extends AutoCloseable permits CueScorer, ForeignScorer {
    /** Score of a face, 0 to 1 with high = spoof or NaN, and the map of its cues, if any. */
    record Answer(double score, Optional<LivenessResult.CueMap> map) {}

    /** Cuts faces as this scorer needs them. */
    FaceCutter cutter();

    /** Scores faces from its {@link #cutter}, in order. */
    List<Answer> score(List<Look> looks);

    /** Training data, quality and limitations. */
    ModelCard card();

    /** The card in words. */
    ModelDescription description();

    @Override
    void close();
}
