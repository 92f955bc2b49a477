package org.lgsc.eval.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.SeenScores;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.evaluation.BaseEvaluation;
import org.nd4j.evaluation.IMetric;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * PAD metrics for {@code ComputationGraph.doEvaluation}; the subclass turns predictions into spoof
 * scores.
 *
 * <p>The threshold is fitted on the scores seen, so use it on the development split; for a report
 * on the test split pass {@link #scores()} to a {@link PadEvaluator}. PAI species and subjects come
 * from example metadata: {@link PadMetadata}, or what the reader converts to it. Without metadata
 * all attacks are of the species {@value #UNKNOWN_SPECIES}. It keeps plain numbers, never arrays of
 * a workspace. Serializable to JSON, except the metadata reader.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.NONE,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
abstract sealed class ScoreEvaluation<T extends ScoreEvaluation<T>> extends BaseEvaluation<T>
        permits PadEvaluation, ClassPadEvaluation {
    private static final long serialVersionUID = 1L;

    /** Species of attacks without metadata. */
    public static final String UNKNOWN_SPECIES = "unknown";

    private final Criterion criterion;
    private final PadMetadata.Reader reader;
    private final List<PadScore> scores = new ArrayList<>();

    ScoreEvaluation(Criterion criterion, PadMetadata.Reader reader) {
        this.criterion = Objects.requireNonNull(criterion, "criterion");
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    /** Reads {@link PadMetadata} and nothing else. */
    static PadMetadata.Reader plainReader() {
        return m -> m instanceof PadMetadata known ? known : null;
    }

    /**
     * Computes spoof scores.
     *
     * @return one for each example
     * @throws IllegalArgumentException when the predictions are of another kind
     */
    abstract double[] spoofScores(INDArray predictions);

    final T withScores(List<PadScore> others) {
        scores.addAll(others);
        return self();
    }

    @SuppressWarnings("unchecked") // T is the subclass itself
    private T self() {
        return (T) this;
    }

    final Criterion criterion() {
        return criterion;
    }

    final PadMetadata.Reader reader() {
        return reader;
    }

    @JsonProperty("criterion")
    String criterionJson() {
        return criterion.toString();
    }

    /** The scores seen so far, one per example, in order; unmodifiable. */
    @JsonProperty("scores")
    public List<PadScore> scores() {
        return Collections.unmodifiableList(scores);
    }

    /**
     * Returns the report over all scores seen, without interval of ACER. It names no split, because
     * it is not known which one the iterator reads.
     *
     * @throws LgscException when no scores were seen or the threshold cannot be fitted on them
     */
    public PadReport report() {
        return PadEvaluator.builder()
                .thresholdFromEvaluatedScores(criterion)
                .bootstrapReplicates(0)
                .build()
                .evaluateSeen(SeenScores.of(scores));
    }

    /**
     * Adds a batch.
     *
     * @param labels {@code [N, 1]} or {@code [N]}: 1 live, 0 spoof; or one-hot {@code [N, 2]},
     *     column 1 live
     * @param predictions of N examples, as documented by the class
     * @param mask null, or {@code [N, 1]} or {@code [N]}: examples with 0 are left out
     * @param metadata null, or one entry per example
     * @throws IllegalArgumentException when shapes or labels differ from these
     */
    @Override
    public void eval(
            INDArray labels,
            INDArray predictions,
            @Nullable INDArray mask,
            @Nullable List<? extends Serializable> metadata) {
        double[] spoof = spoofScores(predictions);
        int n = spoof.length;
        double[] live = live(labels, n);
        if (mask != null) {
            check("mask values", mask.length(), n);
        }
        // Some iterators pass an empty list for no metadata.
        List<? extends Serializable> entries = metadata == null ? List.of() : metadata;
        boolean known = !entries.isEmpty();
        if (known) {
            check("metadata entries", entries.size(), n);
        }
        double[] keep = mask == null ? null : mask.reshape(n).toDoubleVector();
        List<PadScore> batch = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            if (live[i] != 0 && live[i] != 1) {
                throw new IllegalArgumentException(
                        "labels must be 1 (live) or 0 (spoof), found " + live[i]);
            }
            if (keep == null || keep[i] != 0) {
                PadMetadata meta = known ? reader.read(entries.get(i)) : null;
                batch.add(score(live[i] == 1, spoof[i], meta, scores.size() + batch.size()));
            }
        }
        scores.addAll(batch);
    }

    private static double[] live(INDArray labels, int n) {
        if (labels.rank() == 2 && labels.size(0) == n && labels.size(1) == 2) {
            double[] live = labels.getColumn(1).toDoubleVector();
            double[] spoof = labels.getColumn(0).toDoubleVector();
            for (int i = 0; i < n; i++) {
                if (live[i] + spoof[i] != 1) {
                    throw new IllegalArgumentException(
                            "labels must be one-hot, found " + spoof[i] + ", " + live[i]);
                }
            }
            return live;
        }
        check("labels", labels.length(), n);
        return labels.reshape(n).toDoubleVector();
    }

    private static PadScore score(
            boolean live, double spoof, @Nullable PadMetadata meta, int index) {
        Label label = live ? Label.LIVE : Label.SPOOF;
        if (meta == null) {
            return new PadScore(
                    Integer.toString(index), label, live ? "" : UNKNOWN_SPECIES, "", "", -1, spoof);
        }
        String species = meta.species().isEmpty() ? UNKNOWN_SPECIES : meta.species();
        return new PadScore(
                meta.id(),
                label,
                live ? "" : species,
                meta.subject(),
                meta.video(),
                meta.frame(),
                spoof);
    }

    private static void check(String what, long found, int n) {
        if (found != n) {
            throw new IllegalArgumentException(
                    "need one of " + what + " for each of " + n + " predictions, got " + found);
        }
    }

    @Override
    public void merge(T other) {
        scores.addAll(List.copyOf(other.scores()));
    }

    @Override
    public void reset() {
        scores.clear();
    }

    /** Returns the report as text, or why there is none yet. */
    @Override
    public String stats() {
        try {
            return report().toText();
        } catch (LgscException e) {
            return e.getMessage();
        }
    }

    /**
     * Returns one metric.
     *
     * @param metric a {@link PadMetric}
     * @return NaN when the scores seen do not define it
     */
    @Override
    public double getValue(IMetric metric) {
        if (!(metric instanceof PadMetric pad)) {
            throw new IllegalArgumentException("not a PAD metric: " + metric);
        }
        PadReport report;
        try {
            report = report();
        } catch (LgscException e) {
            return Double.NaN;
        }
        return pad.of(report);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public boolean equals(Object other) {
        return canEqual(other)
                && other instanceof ScoreEvaluation<?> that
                && criterion.equals(that.criterion)
                && scores.equals(that.scores);
    }

    @Override
    public int hashCode() {
        return Objects.hash(criterion, scores);
    }
}
