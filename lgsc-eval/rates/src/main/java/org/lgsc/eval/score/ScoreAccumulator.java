package org.lgsc.eval.score;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lgsc.core.Label;

/**
 * Collects scores one by one in primitive arrays (12 bytes each), so that ten million fit in
 * memory. Accumulators that were filled separately, e.g. one per thread, can be merged; the result
 * does not depend on the order. Not safe for use by several threads at once.
 */
public final class ScoreAccumulator {
    private final Map<String, Buffer> attacks = new TreeMap<>();
    private final Buffer bonaFide = new Buffer();
    private final Map<String, Integer> subjects = new HashMap<>();

    /** Adds one score. */
    public ScoreAccumulator add(PadScore score) {
        return add(score.label(), score.species(), score.subject(), score.spoofScore());
    }

    /**
     * Adds one score.
     *
     * @param species PAI species; empty for live
     * @param subject empty when unknown
     * @param spoofScore NaN = no response
     */
    public ScoreAccumulator add(Label label, String species, String subject, double spoofScore) {
        if (label.isLive() != species.isEmpty()) {
            throw new IllegalArgumentException("bona fide has no species, an attack has one");
        }
        Buffer buffer =
                label.isLive() ? bonaFide : attacks.computeIfAbsent(species, s -> new Buffer());
        buffer.add(spoofScore, subjectIndex(subject));
        return this;
    }

    /** Adds all scores. */
    public ScoreAccumulator addAll(Iterable<PadScore> scores) {
        scores.forEach(this::add);
        return this;
    }

    /** Adds the scores of another accumulator, which stays unchanged. */
    public ScoreAccumulator merge(ScoreAccumulator other) {
        Objects.requireNonNull(other, "other");
        if (other == this) {
            throw new IllegalArgumentException("an accumulator cannot be merged with itself");
        }
        int[] translation = new int[other.subjects.size()];
        other.subjects.forEach((name, index) -> translation[index] = subjectIndex(name));
        bonaFide.addAll(other.bonaFide, translation);
        other.attacks.forEach(
                (species, buffer) ->
                        attacks.computeIfAbsent(species, s -> new Buffer())
                                .addAll(buffer, translation));
        return this;
    }

    /** The number of presentations added, with a score or without. */
    public long size() {
        long n = bonaFide.size + bonaFide.nonResponses;
        for (Buffer buffer : attacks.values()) {
            n += buffer.size + buffer.nonResponses;
        }
        return n;
    }

    /** A snapshot as scores of the development split. */
    public DevScores toDevScores() {
        return new DevScores(toSet());
    }

    /** A snapshot as scores of the test split. */
    public TestScores toTestScores() {
        return new TestScores(toSet());
    }

    private GroupedScores toSet() {
        Map<String, ScoreGroup> groups = new TreeMap<>();
        attacks.forEach((species, buffer) -> groups.put(species, buffer.toGroup()));
        String[] names = new String[subjects.size()];
        subjects.forEach((name, index) -> names[index] = name);
        return new GroupedScores(bonaFide.toGroup(), groups, List.of(names));
    }

    private int subjectIndex(String subject) {
        if (subject.isEmpty()) {
            return -1;
        }
        Integer known = subjects.get(subject);
        if (known == null) {
            known = subjects.size();
            subjects.put(subject, known);
        }
        return known;
    }

    private static final class Buffer {
        private double[] scores = new double[16];
        private int[] subjects = new int[16];
        private int size;
        private long nonResponses;

        void add(double score, int subject) {
            if (Double.isNaN(score)) {
                nonResponses++;
                return;
            }
            if (size == scores.length) {
                grow(Math.addExact(size, Math.max(16, size / 2)));
            }
            // + 0.0 turns -0.0 into 0.0: the two are equal in a decision, but not in a sort.
            scores[size] = score + 0.0;
            subjects[size++] = subject;
        }

        void addAll(Buffer other, int[] translation) {
            grow(Math.max(scores.length, Math.addExact(size, other.size)));
            System.arraycopy(other.scores, 0, scores, size, other.size);
            for (int i = 0; i < other.size; i++) {
                int subject = other.subjects[i];
                subjects[size + i] = subject < 0 ? -1 : translation[subject];
            }
            size += other.size;
            nonResponses += other.nonResponses;
        }

        private void grow(int capacity) {
            scores = Arrays.copyOf(scores, capacity);
            subjects = Arrays.copyOf(subjects, capacity);
        }

        ScoreGroup toGroup() {
            return new ScoreGroup(
                    Arrays.copyOf(scores, size), Arrays.copyOf(subjects, size), nonResponses);
        }
    }
}
