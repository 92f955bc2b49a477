package org.lgsc.cli.fold;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.internal.scoring.ScoringTime;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.scoring.SplitScorer;

/**
 * Scores splits into score files, with metadata of the system and its speed next to each.
 *
 * @param source source of cue maps
 * @param preprocessing preprocessing of its training
 * @param facts metadata of the system, see {@link SystemFacts}
 */
public record SplitScoring(
        CueSource source, Preprocessing preprocessing, Map<String, String> facts) {
    public SplitScoring {
        facts = Map.copyOf(facts);
    }

    /** Scores of a split, with the metadata of the score file, before they are written. */
    public record Scores(ScoringResult split, Map<String, String> facts) {
        /** Writes the score file and the metadata next to it. */
        public void write(Path file) {
            ScoreFile.write(file, split.scores());
            ScoreFacts.write(file, facts);
        }
    }

    /**
     * Scores samples that are face crops.
     *
     * @param more metadata of this file: data set, protocol, fold
     */
    public Scores score(Split split, List<Sample> faces, Map<String, String> more) {
        return score(split, more, scorer -> scorer.score(split, faces));
    }

    /** Scores a split of a data set; faces are cut out if it contains photographs. */
    public ScoringResult write(Split split, PadDataset data, Map<String, String> more, Path file) {
        Scores scores = score(split, more, scorer -> scorer.score(data, split));
        scores.write(file);
        return scores.split();
    }

    private Scores score(
            Split split, Map<String, String> more, Function<SplitScorer, ScoringResult> work) {
        Map<String, String> all = new TreeMap<>(facts);
        all.putAll(more);
        return timed(
                split, all, () -> work.apply(SplitScorer.builder(source, preprocessing).build()));
    }

    /**
     * Scores with a measurement of the time.
     *
     * @param facts metadata of the score file, without split and latency
     */
    public static Scores timed(
            Split split, Map<String, String> facts, Supplier<ScoringResult> work) {
        long start = System.nanoTime();
        ScoringResult scored = work.get();
        Map<String, String> all = new TreeMap<>(facts);
        all.put(ScoreFacts.SPLIT, split.folder());
        all.put(
                ScoreFacts.LATENCY,
                new ScoringTime(System.nanoTime() - start, scored.scores().size()).toString());
        return new Scores(scored, all);
    }
}
