package org.lgsc.eval.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * PAD metrics of cue maps: predictions are {@code [N, 3, H, W]} (any rank from 2 up). The spoof
 * score of an example is the mean of |cue| over all its values (paper, equation 10). Labels are
 * {@code [N, 1]} with 1 live and 0 spoof.
 */
public final class PadEvaluation extends ScoreEvaluation<PadEvaluation> {
    private static final long serialVersionUID = 1L;

    /** Threshold by {@link Criterion#EER}. */
    public PadEvaluation() {
        this(Criterion.EER);
    }

    /**
     * @param criterion how the threshold is fitted on the scores seen, or a fixed one
     */
    public PadEvaluation(Criterion criterion) {
        this(criterion, plainReader());
    }

    /**
     * @param criterion how the threshold is fitted on the scores seen, or a fixed one
     * @param reader converts the metadata of the iterator in use
     */
    public PadEvaluation(Criterion criterion, PadMetadata.Reader reader) {
        super(criterion, reader);
    }

    @JsonCreator
    static PadEvaluation ofJson(
            @JsonProperty("criterion") String criterion,
            @JsonProperty("scores") List<PadScore> scores) {
        return new PadEvaluation(Criterion.parse(criterion)).withScores(scores);
    }

    @Override
    double[] spoofScores(INDArray predictions) {
        if (predictions.rank() < 2) {
            throw new IllegalArgumentException(
                    "predictions must be cue maps [N, 3, H, W], were "
                            + Arrays.toString(predictions.shape()));
        }
        // Not amean(dimensions): in M2.1 it reduces everything, whatever the dimensions.
        return Transforms.abs(predictions, true)
                .mean(IntStream.range(1, predictions.rank()).toArray())
                .reshape(predictions.size(0))
                .toDoubleVector();
    }

    @Override
    public PadEvaluation newInstance() {
        return new PadEvaluation(criterion(), reader());
    }
}
