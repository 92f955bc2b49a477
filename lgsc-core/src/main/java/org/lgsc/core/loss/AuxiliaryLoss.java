package org.lgsc.core.loss;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Mean softmax cross-entropy of the auxiliary classifier: {@code L_a} (paper equation 8, which is
 * printed without its minus sign).
 *
 * <p>Input is the logits [N, 2]; column 1 is live.
 */
public final class AuxiliaryLoss extends LossHead {
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public AuxiliaryLoss() {}

    /**
     * @param weight factor in the total; 5 in the paper
     */
    public AuxiliaryLoss(double weight) {
        super(weight);
    }

    @Override
    SDVariable batchLoss(SameDiff sd, SDVariable input, SDVariable live) {
        // log-sum-exp by hand: SameDiff cannot copy a graph with its own logSoftmax along a
        // dimension
        SDVariable largest = input.max(true, 1);
        SDVariable logSum =
                sd.math().log(sd.math().exp(input.sub(largest)).sum(true, 1)).add(largest);
        SDVariable oneHot = sd.concat(1, live.rsub(1.0), live);
        return logSum.sub(input.mul(oneHot).sum(true, 1)).mean();
    }

    @Override
    double closedForm(float[] input, float[] live, float[] gradient) {
        double sum = 0;
        for (int i = 0; i < live.length; i++) {
            double largest = Math.max(input[2 * i], input[2 * i + 1]);
            double spoof = Math.exp(input[2 * i] - largest);
            double genuine = Math.exp(input[2 * i + 1] - largest);
            double all = spoof + genuine;
            double wanted = live[i] * input[2 * i + 1] + (1 - live[i]) * input[2 * i];
            sum += Math.log(all) + largest - wanted;
            gradient[2 * i] = (float) ((spoof / all - (1 - live[i])) / live.length);
            gradient[2 * i + 1] = (float) ((genuine / all - live[i]) / live.length);
        }
        return sum / live.length;
    }
}
