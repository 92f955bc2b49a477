package org.lgsc.eval.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;

/**
 * The pairs of scores of two systems that belong to the same presentation.
 *
 * <p>A presentation is identified by its video's name, or else by its id: two systems may have used
 * different frames of a video. Where a video has several scores, frames are counted, and each is
 * identified by video, id and number.
 *
 * @param pairs in the first system's order
 * @param onlyA names that only the first system has
 * @param onlyB names that only the second system has
 */
record Pairing(List<Pair> pairs, List<String> onlyA, List<String> onlyB) {
    private static final int SHOWN = 3;

    /** One presentation, scored by both. */
    record Pair(PadScore a, PadScore b) {
        /** The subject; empty when neither system's scores name it. */
        String subject() {
            return a.subject().isEmpty() ? b.subject() : a.subject();
        }

        boolean answered() {
            return a.hasResponse() && b.hasResponse();
        }
    }

    /**
     * Pairs the scores of two systems.
     *
     * @throws LgscException when they share no presentation, when one names a presentation twice,
     *     or when they disagree on the class or subject of one
     */
    static Pairing of(ScoredSystem a, ScoredSystem b) {
        boolean frames = FrameFusion.holdFrames(a.scores()) || FrameFusion.holdFrames(b.scores());
        Map<String, PadScore> first = byName(a, frames);
        Map<String, PadScore> second = byName(b, frames);
        List<Pair> pairs = new ArrayList<>();
        List<String> onlyA = new ArrayList<>();
        first.forEach(
                (name, score) -> {
                    PadScore other = second.remove(name);
                    if (other == null) {
                        onlyA.add(name);
                    } else {
                        requireSame(name, a, score, b, other);
                        pairs.add(new Pair(score, other));
                    }
                });
        Pairing pairing = new Pairing(pairs, onlyA, List.copyOf(second.keySet()));
        if (pairs.isEmpty()) {
            throw LgscException.of(
                    "%s and %s share no presentation: %s. Presentations are paired by "
                            + "video_key, or else by test_label; score both systems on one list.",
                    a.name(), b.name(), pairing.missing(a, b));
        }
        return pairing;
    }

    boolean complete() {
        return onlyA.isEmpty() && onlyB.isEmpty();
    }

    /** For example "2 are only in a.csv (x, y), 1 is only in b.csv (z)". */
    String missing(ScoredSystem a, ScoredSystem b) {
        List<String> parts = new ArrayList<>();
        if (!onlyA.isEmpty()) {
            parts.add(only(onlyA, a));
        }
        if (!onlyB.isEmpty()) {
            parts.add(only(onlyB, b));
        }
        return String.join(", ", parts);
    }

    private static String only(List<String> names, ScoredSystem system) {
        return RootFormat.of(
                "%d %s only in %s (%s%s)",
                names.size(),
                names.size() == 1 ? "is" : "are",
                system.name(),
                String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))),
                names.size() > SHOWN ? ", ..." : "");
    }

    private static Map<String, PadScore> byName(ScoredSystem system, boolean frames) {
        Map<String, PadScore> scores = new LinkedHashMap<>();
        for (PadScore s : system.scores()) {
            String name = name(s, frames);
            if (scores.put(name, s) != null) {
                throw LgscException.of(
                        "%s has two scores of the presentation \"%s\"; keep one.",
                        system.name(), name);
            }
        }
        return scores;
    }

    private static String name(PadScore score, boolean frames) {
        if (!frames) {
            return score.video().isEmpty() ? score.id() : score.video();
        }
        return (score.video().isEmpty() ? "" : score.video() + ", ")
                + score.id()
                + (score.frame() < 0 ? "" : ", frame " + score.frame());
    }

    private static void requireSame(
            String name, ScoredSystem a, PadScore first, ScoredSystem b, PadScore second) {
        String difference = null;
        if (first.label() != second.label() || !first.species().equals(second.species())) {
            difference = kind(first) + " in one, " + kind(second) + " in the other";
        } else if (!first.subject().equals(second.subject())
                && !first.subject().isEmpty()
                && !second.subject().isEmpty()) {
            difference =
                    RootFormat.of(
                            "of subject %s in one, of %s in the other",
                            first.subject(), second.subject());
        }
        if (difference != null) {
            throw LgscException.of(
                    "%s and %s disagree on \"%s\": it is %s. Correct the wrong one.",
                    a.name(), b.name(), name, difference);
        }
    }

    private static String kind(PadScore score) {
        return score.label().isLive() ? "bona fide" : "an attack of " + score.species();
    }
}
