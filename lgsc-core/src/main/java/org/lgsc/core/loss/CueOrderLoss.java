package org.lgsc.core.loss;

import java.util.Objects;
import org.lgsc.core.Experimental;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Keeps the cues of attacks brighter than those of live faces: {@code L_o = max(0, margin + l - s)}
 * with the means l and s of |C| over the live and the spoof images of the batch.
 *
 * <p>Not in the paper. Its losses say that live cues are dark and that the classes differ, which a
 * training also achieves for a while with cues on the wrong class: those of live faces keep a
 * remainder, those of attacks vanish, and no loss brings them back. This loss is zero as soon as
 * the classes are in order and sets no target for the cue of an attack.
 *
 * <p>Input is the cue map [N, 3, H, W] (or any layout). A batch without both classes has loss 0.
 */
@Experimental
public final class CueOrderLoss extends LossHead {
    private static final long serialVersionUID = 1L;

    private double margin;

    /** For Jackson. */
    public CueOrderLoss() {}

    /**
     * @param weight factor in the total
     * @param margin difference of the means from which on the loss is 0, above 0
     */
    public CueOrderLoss(double weight, double margin) {
        super(weight);
        this.margin = margin;
    }

    @Override
    SDVariable batchLoss(SameDiff sd, SDVariable input, SDVariable live) {
        SDVariable perImage = sd.math().abs(input).mean(true, 1, 2, 3).reshape(-1, 1);
        SDVariable spoof = live.rsub(1.0);
        SDVariable difference =
                meanOver(sd, perImage.mul(live).sum(), live.sum())
                        .sub(meanOver(sd, perImage.mul(spoof).sum(), spoof.sum()));
        SDVariable zero = scalar(sd, input.dataType(), 0);
        SDVariable both = sd.math().min(live.sum(), spoof.sum());
        SDVariable one = scalar(sd, input.dataType(), 1);
        return sd.math().max(difference.add(margin), zero).mul(sd.math().min(both, one));
    }

    @Override
    double closedForm(float[] input, float[] live, float[] gradient) {
        int pixels = input.length / live.length;
        double images = 0;
        for (float one : live) {
            images += one;
        }
        double others = live.length - images;
        if (images == 0 || others == 0) {
            return 0;
        }
        double difference = 0;
        for (int i = 0; i < live.length; i++) {
            double share = share(live[i], images, others);
            difference += share * CueMagnitude.sum(input, i * pixels, (i + 1) * pixels, 0) / pixels;
        }
        double loss = Math.max(0, margin + difference);
        if (loss == 0) {
            return 0; // in most steps: the gradient is zero already
        }
        for (int i = 0; i < live.length; i++) {
            float weight = (float) (share(live[i], images, others) / pixels);
            CueMagnitude.signs(input, gradient, i * pixels, (i + 1) * pixels, 0, weight);
        }
        return loss;
    }

    /** Share of an image in the difference of the means: positive for live, negative for spoof. */
    private static double share(float live, double images, double others) {
        return live / images - (1 - live) / others;
    }

    /** Difference of the means from which on the loss is 0. */
    public double getMargin() {
        return margin;
    }

    /** For Jackson. */
    public void setMargin(double margin) {
        this.margin = margin;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && margin == ((CueOrderLoss) other).margin;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), margin);
    }
}
