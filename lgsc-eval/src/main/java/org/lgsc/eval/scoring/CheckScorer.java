package org.lgsc.eval.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;

/**
 * Scores photographs with a {@link LivenessDetector}: the score of a picture is the detector's, and
 * an undecided picture is a non-response. Meant for third-party networks, each of which cuts faces
 * out of whole photographs in its own way; {@link SplitScorer} is faster for models of this
 * library.
 */
public final class CheckScorer {
    private final LivenessDetector detector;
    private final ScoringProgress progress;

    /**
     * @param detector stays open
     * @param progress receives progress updates
     */
    public CheckScorer(LivenessDetector detector, ScoringProgress progress) {
        this.detector = Objects.requireNonNull(detector, "detector");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Scores samples of a split; each must be a photograph.
     *
     * @throws LgscException when there are none or none of them was decided
     */
    public ScoringResult score(Split split, List<Sample> samples) {
        if (samples.isEmpty()) {
            throw new LgscException("The " + split.folder() + " split has no samples.");
        }
        double[] scores = new double[samples.size()];
        Arrays.fill(scores, Double.NaN);
        List<SetAside> setAside = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            Sample sample = samples.get(i);
            try {
                LivenessResult result = check(sample.image());
                scores[i] = result.spoofScore();
                if (result.score().isEmpty()) {
                    setAside.add(new SetAside(sample.id(), sample.id() + ": " + result.detail()));
                }
            } catch (LgscException e) {
                setAside.add(new SetAside(sample.id(), e.getMessage()));
            }
            progress.onSamples(i + 1, scores.length);
        }
        if (setAside.size() == scores.length) {
            throw LgscException.of(
                    "None of %d pictures could be scored; the first: %s",
                    scores.length, setAside.get(0).reason());
        }
        return new ScoringResult(split, SplitScorer.withNames(samples, scores), setAside);
    }

    private LivenessResult check(ImageSource image) {
        var encoded = image.encoded();
        return encoded.isPresent() ? detector.check(encoded.get()) : detector.check(image.load());
    }
}
