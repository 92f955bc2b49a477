package org.lgsc.eval.dl4j;

import java.util.Arrays;
import java.util.List;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * PAD metrics of a classifier, such as a plain CNN: predictions are probabilities {@code [N, 2]} of
 * spoof (column 0) and live (column 1), or {@code [N, 1]} of live; the spoof score is the
 * probability of spoof. {@link #ofLogits} takes the values before the softmax or the sigmoid, which
 * this library's auxiliary classifier returns. Labels are {@code [N, 1]} with 1 live and 0 spoof,
 * or one-hot {@code [N, 2]} in the same columns.
 */
public final class ClassPadEvaluation extends ScoreEvaluation<ClassPadEvaluation> {
    private static final long serialVersionUID = 1L;

    private final boolean logits;

    /** Threshold by {@link Criterion#EER}. */
    public ClassPadEvaluation() {
        this(Criterion.EER);
    }

    /**
     * @param criterion how the threshold is fitted on the scores seen, or a fixed one
     */
    public ClassPadEvaluation(Criterion criterion) {
        this(criterion, plainReader());
    }

    /**
     * @param criterion how the threshold is fitted on the scores seen, or a fixed one
     * @param reader converts the metadata of the iterator in use
     */
    public ClassPadEvaluation(Criterion criterion, PadMetadata.Reader reader) {
        this(criterion, reader, false);
    }

    private ClassPadEvaluation(Criterion criterion, PadMetadata.Reader reader, boolean logits) {
        super(criterion, reader);
        this.logits = logits;
    }

    /**
     * Returns an evaluation for predictions that are logits: {@code [N, 2]} before a softmax, or
     * {@code [N, 1]} before a sigmoid.
     *
     * @param criterion how the threshold is fitted on the scores seen, or a fixed one
     */
    public static ClassPadEvaluation ofLogits(Criterion criterion) {
        return new ClassPadEvaluation(criterion, plainReader(), true);
    }

    @JsonProperty("logits")
    boolean logits() {
        return logits;
    }

    @JsonCreator
    static ClassPadEvaluation ofJson(
            @JsonProperty("criterion") String criterion,
            @JsonProperty("scores") List<PadScore> scores,
            @JsonProperty("logits") boolean logits) {
        return new ClassPadEvaluation(Criterion.parse(criterion), plainReader(), logits)
                .withScores(scores);
    }

    @Override
    double[] spoofScores(INDArray predictions) {
        if (predictions.rank() != 2 || predictions.size(1) < 1 || predictions.size(1) > 2) {
            throw new IllegalArgumentException(
                    "predictions must be probabilities [N, 2] or [N, 1], were "
                            + Arrays.toString(predictions.shape()));
        }
        double[] scores = predictions.getColumn(0).toDoubleVector();
        if (logits) {
            double[] live =
                    predictions.size(1) == 2
                            ? predictions.getColumn(1).toDoubleVector()
                            : scores.clone();
            for (int i = 0; i < scores.length; i++) {
                double spoof = predictions.size(1) == 2 ? scores[i] : 0;
                scores[i] = 1 / (1 + Math.exp(live[i] - spoof));
            }
            return scores;
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < 0 || scores[i] > 1) {
                throw new IllegalArgumentException(
                        "predictions must be probabilities, found "
                                + scores[i]
                                + "; use ClassPadEvaluation.ofLogits for logits");
            }
            scores[i] = predictions.size(1) == 2 ? scores[i] : 1 - scores[i];
        }
        return scores;
    }

    @Override
    public ClassPadEvaluation newInstance() {
        return new ClassPadEvaluation(criterion(), reader(), logits);
    }
}
