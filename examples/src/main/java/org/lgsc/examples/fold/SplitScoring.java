package org.lgsc.examples.fold;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.protocol.ScoreFacts;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoredSplit;
import org.lgsc.eval.scoring.ScoringTime;
import org.lgsc.eval.scoring.SplitScorer;

/**
 * Scores splits into score files, with what scored them and how fast beside each.
 *
 * @param source of cue maps
 * @param preprocessing that it was trained with
 * @param facts of the system, see {@link SystemFacts}
 */
public record SplitScoring(
        CueSource source, Preprocessing preprocessing, Map<String, String> facts) {
    /** Copies the facts. */
    public SplitScoring {
        facts = Map.copyOf(facts);
    }

    /**
     * Scores samples that are face crops.
     *
     * @param more facts of this file: data set, protocol, fold
     */
    public ScoredSplit write(
            Split split, List<Sample> faces, Map<String, String> more, Path scores) {
        return write(split, more, scores, scorer -> scorer.score(split, faces));
    }

    /**
     * Scores a split of a data set, whose faces are cut out where it holds photographs.
     *
     * @param more facts of this file: data set, protocol, fold
     */
    public ScoredSplit write(Split split, PadDataset data, Map<String, String> more, Path scores) {
        return write(split, more, scores, scorer -> scorer.score(data, split));
    }

    private ScoredSplit write(
            Split split,
            Map<String, String> more,
            Path file,
            Function<SplitScorer, ScoredSplit> work) {
        long start = System.nanoTime();
        ScoredSplit scored = work.apply(SplitScorer.builder(source, preprocessing).build());
        Map<String, String> all = new TreeMap<>(facts);
        all.putAll(more);
        all.put(ScoreFacts.SPLIT, split.folder());
        all.put(
                ScoreFacts.LATENCY,
                new ScoringTime(System.nanoTime() - start, scored.scores().size()).toString());
        ScoreFile.write(file, scored.scores());
        ScoreFacts.write(file, all);
        return scored;
    }
}
