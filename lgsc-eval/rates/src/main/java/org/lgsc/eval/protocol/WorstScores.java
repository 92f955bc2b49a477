package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.lgsc.eval.protocol.FoldEvaluation.ErrorCase;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.threshold.Threshold;

/**
 * Keeps the presentations that look most like the other class while scores are streamed, before any
 * threshold is known: the bona fide ones with the highest and the attacks with the lowest scores.
 */
final class WorstScores implements Consumer<PadScore> {
    private static final Comparator<PadScore> BY_SCORE =
            Comparator.comparingDouble(PadScore::spoofScore)
                    .thenComparing(PadScore::id)
                    .thenComparing(PadScore::frame);

    private final int limit;

    /** The head is the least bad score. */
    private final PriorityQueue<PadScore> bonaFide = new PriorityQueue<>(BY_SCORE);

    private final PriorityQueue<PadScore> attacks = new PriorityQueue<>(BY_SCORE.reversed());

    /**
     * @param limit maximum number kept of each class
     */
    WorstScores(int limit) {
        this.limit = limit;
    }

    @Override
    public void accept(PadScore score) {
        if (score.hasResponse()) {
            PriorityQueue<PadScore> queue = score.label().isLive() ? bonaFide : attacks;
            queue.add(score);
            if (queue.size() > limit) {
                queue.poll();
            }
        }
    }

    /** Returns the errors among them at a threshold, the worst of each class first. */
    List<ErrorCase> errors(Threshold threshold) {
        List<ErrorCase> errors = new ArrayList<>();
        for (PriorityQueue<PadScore> queue : List.of(bonaFide, attacks)) {
            queue.stream()
                    .filter(s -> threshold.accepts(s.spoofScore()) != s.label().isLive())
                    .sorted(queue.comparator().reversed())
                    .map(
                            s ->
                                    new ErrorCase(
                                            s,
                                            Math.abs(s.spoofScore() - threshold.spoofScore()),
                                            "",
                                            ""))
                    .forEach(errors::add);
        }
        return errors;
    }
}
