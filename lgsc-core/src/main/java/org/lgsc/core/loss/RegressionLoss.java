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
     * @param target which maps are pulled where
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

    /** Which maps are pulled where. */
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
