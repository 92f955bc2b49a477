package org.lgsc.eval.dl4j;

import java.util.Arrays;
import java.util.List;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * PAD metrics of a classifier, such as the plain CNN that the paper compares with: predictions are
 * probabilities {@code [N, 2]} of spoof (column 0) and live (column 1), or {@code [N, 1]} of live;
 * the spoof score is the probability of spoof. Labels are {@code [N, 1]} with 1 live and 0 spoof,
 * or one-hot {@code [N, 2]} in the same columns.
 */
public final class ClassPadEvaluation extends ScoreEvaluation<ClassPadEvaluation> {
    private static final long serialVersionUID = 1L;

    /** Threshold by {@link Criterion#EER}. */
    public ClassPadEvaluation() {
        this(Criterion.EER);
    }

    /**
     * @param criterion how the threshold is taken from the scores seen, or a fixed one
     */
    public ClassPadEvaluation(Criterion criterion) {
        this(criterion, plainReader());
    }

    /**
     * @param criterion how the threshold is taken from the scores seen, or a fixed one
     * @param reader understands the metadata of the iterator in use
     */
    public ClassPadEvaluation(Criterion criterion, PadMetadata.Reader reader) {
        super(criterion, reader);
    }

    @JsonCreator
    static ClassPadEvaluation ofJson(
            @JsonProperty("criterion") String criterion,
            @JsonProperty("scores") List<PadScore> scores) {
        return new ClassPadEvaluation(Criterion.parse(criterion)).withScores(scores);
    }

    @Override
    double[] spoofScores(INDArray predictions) {
        if (predictions.rank() != 2 || predictions.size(1) < 1 || predictions.size(1) > 2) {
            throw new IllegalArgumentException(
                    "predictions must be probabilities [N, 2] or [N, 1], were "
                            + Arrays.toString(predictions.shape()));
        }
        double[] scores = predictions.getColumn(0).toDoubleVector();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < 0 || scores[i] > 1) {
                throw new IllegalArgumentException(
                        "predictions must be probabilities, found "
                                + scores[i]
                                + "; logits need a softmax or a sigmoid");
            }
            scores[i] = predictions.size(1) == 2 ? scores[i] : 1 - scores[i];
        }
        return scores;
    }

    @Override
    public ClassPadEvaluation newInstance() {
        return new ClassPadEvaluation(criterion(), reader());
    }
}
