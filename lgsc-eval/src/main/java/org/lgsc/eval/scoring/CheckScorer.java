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
 * Scores photographs by checking them: what a {@link LivenessDetector} says of a picture is its
 * score, and what it does not decide is no response. For networks of others, which cut faces out of
 * whole photographs each in its own way; models of this library have {@link SplitScorer}, which is
 * faster.
 */
public final class CheckScorer {
    private final LivenessDetector detector;
    private final ScoringProgress progress;

    /**
     * @param detector stays open
     * @param progress told how far scoring is
     */
    public CheckScorer(LivenessDetector detector, ScoringProgress progress) {
        this.detector = Objects.requireNonNull(detector, "detector");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Scores samples of a split, which are photographs.
     *
     * @throws LgscException when there are none or not one of them was decided on
     */
    public ScoredSplit score(Split split, List<Sample> samples) {
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
            throw new LgscException(
                    "Not one of "
                            + scores.length
                            + " pictures could be scored; the first: "
                            + setAside.get(0).reason());
        }
        return new ScoredSplit(split, SplitScorer.withNames(samples, scores), setAside);
    }

    private LivenessResult check(ImageSource image) {
        var encoded = image.encoded();
        return encoded.isPresent() ? detector.check(encoded.get()) : detector.check(image.load());
    }
}
