package org.lgsc.core.loss;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Regression loss on the cue map: {@code L_r = mean of |C| over live images, channels and pixels}
 * (paper equation 6, with the mean of the published code). With {@link RegressionTarget#BOTH} the
 * mean of {@code |C - t|} over all images, t = 0 for live and 1 for spoof.
 *
 * <p>Input is the cue map [N, 3, H, W] (or any layout). A batch without live images has loss 0.
 */
public final class RegressionLoss extends LossHead {
    private static final long serialVersionUID = 1L;

    private RegressionTarget target = RegressionTarget.LIVE;

    /** For Jackson. */
    public RegressionLoss() {}

    /**
     * @param weight factor in the total; 5 in the paper
     * @param target target values of the maps
     */
    public RegressionLoss(double weight, RegressionTarget target) {
        super(weight);
        this.target = Objects.requireNonNull(target, "target");
    }

    @Override
    SDVariable batchLoss(SameDiff sd, SDVariable input, SDVariable live) {
        if (target == RegressionTarget.BOTH) {
            SDVariable spoof = live.rsub(1.0).reshape(-1, 1, 1, 1);
            return sd.math().abs(input.sub(spoof)).mean();
        }
        SDVariable perImage = sd.math().abs(input).mean(true, 1, 2, 3).reshape(-1, 1);
        return meanOver(sd, perImage.mul(live).sum(), live.sum());
    }

    @Override
    double closedForm(float[] input, float[] live, float[] gradient) {
        int pixels = input.length / live.length;
        boolean both = target == RegressionTarget.BOTH;
        double images = 0;
        for (float one : live) {
            images += both ? 1 : one;
        }
        double share = 1 / (Math.max(1, images) * pixels);
        double sum = 0;
        for (int i = 0; i < live.length; i++) {
            double weight = share * (both ? 1 : live[i]);
            float wanted = both ? 1 - live[i] : 0;
            sum += weight * CueMagnitude.sum(input, i * pixels, (i + 1) * pixels, wanted);
            CueMagnitude.signs(
                    input, gradient, i * pixels, (i + 1) * pixels, wanted, (float) weight);
        }
        return sum;
    }

    /** Target values of the maps. */
    public RegressionTarget getTarget() {
        return target;
    }

    /** For Jackson. */
    public void setTarget(RegressionTarget target) {
        this.target = target;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && target == ((RegressionLoss) other).target;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), target);
    }
}
