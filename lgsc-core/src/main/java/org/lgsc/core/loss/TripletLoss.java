package org.lgsc.core.loss;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Live-anchored triplet loss of one level (paper equation 7), batch-all: anchor i live, positive j
 * live and not i, negative k spoof, {@code max(0, d(i,j) - d(i,k) + margin)} with the Euclidean
 * distance d of L2-normalised vectors, averaged over the triplets with a positive loss (Hermans et
 * al., arXiv 1703.07737). Spoof images are never anchors: attacks need not resemble each other.
 *
 * <p>Input is [N, D]. A batch with fewer than two live images or without a spoof image has loss 0.
 * Memory grows with N cubed: about 10 MB at N = 64.
 */
public final class TripletLoss extends LossHead {
    private static final long serialVersionUID = 1L;

    /** Below this squared norm a vector counts as zero, and so does its gradient. */
    private static final double TINY = 1e-20;

    private double margin = 0.5;
    private boolean twoSided;

    /** For Jackson. */
    public TripletLoss() {}

    /**
     * @param weight factor in the total; 1 in the paper
     * @param margin above 0; 0.5 in the paper
     * @param twoSided true for the paper's validity test, |d(i,j) - d(i,k)| below the margin, which
     *     excludes the hardest triplets; false for that of the published code, every triplet with a
     *     positive loss
     */
    public TripletLoss(double weight, double margin, boolean twoSided) {
        super(weight);
        if (!(margin > 0)) {
            throw new IllegalArgumentException("the margin must be above 0, was " + margin);
        }
        this.margin = margin;
        this.twoSided = twoSided;
    }

    @Override
    SDVariable batchLoss(SameDiff sd, SDVariable input, SDVariable live) {
        DataType type = input.dataType();
        SDVariable v = normalised(sd, atLeastTwo(sd, input));
        SDVariable distance = distances(sd, v);
        SDVariable spoof = live.rsub(1.0);
        // mask[i, j, k] = 1 for anchor i live, positive j live and not i, negative k spoof
        SDVariable positive = live.mul(live.reshape(1, -1)).mul(notSelf(sd, input, type));
        SDVariable mask = sd.expandDims(positive, 2).mul(spoof.reshape(1, 1, -1));
        SDVariable difference = sd.expandDims(distance, 2).sub(sd.expandDims(distance, 1));
        if (twoSided) {
            mask = mask.mul(sd.math().abs(difference).lt(scalar(sd, type, margin)).castTo(type));
        }
        SDVariable hinge = sd.nn().relu(difference.add(margin), 0.0).mul(mask);
        SDVariable active = hinge.gt(scalar(sd, type, 1e-16)).castTo(type).sum();
        return meanOver(sd, hinge.sum(), active);
    }

    @Override
    double closedForm(float[] input, float[] live, float[] gradient) {
        return new TripletForm(margin, twoSided, input, live).loss(gradient);
    }

    /** v / |v|, with value and gradient 0 for a vector of zeros. */
    private static SDVariable normalised(SameDiff sd, SDVariable input) {
        DataType type = input.dataType();
        SDVariable squared = sd.math().square(input).sum(true, 1);
        SDVariable zero = squared.lte(scalar(sd, type, TINY)).castTo(type);
        SDVariable norm = sd.math().sqrt(squared.add(zero));
        return input.mul(zero.rsub(1.0)).div(norm);
    }

    /**
     * Appends a zero to vectors of one element (base width 1): SameDiff fails to sum over a
     * dimension of one element.
     */
    private static SDVariable atLeastTwo(SameDiff sd, SDVariable input) {
        long[] shape = input.placeholderShape();
        return shape != null && shape[1] == 1 ? sd.concat(1, input, input.mul(0.0)) : input;
    }

    /**
     * All Euclidean distances [N, N]. The gradient of a zero distance is set to 0; that of the root
     * would be infinite.
     */
    private static SDVariable distances(SameDiff sd, SDVariable v) {
        DataType type = v.dataType();
        SDVariable squaredNorm = sd.math().square(v).sum(true, 1);
        SDVariable gram = sd.mmul(v, v, false, true, false);
        SDVariable squared =
                sd.nn().relu(squaredNorm.add(squaredNorm.reshape(1, -1)).sub(gram.mul(2.0)), 0.0);
        SDVariable zero = squared.lte(scalar(sd, type, 1e-12)).castTo(type);
        return sd.math().sqrt(squared.add(zero)).mul(zero.rsub(1.0));
    }

    private static SDVariable notSelf(SameDiff sd, SDVariable input, DataType type) {
        SDVariable first = sd.constant(Nd4j.scalar(DataType.INT64, 0));
        SDVariable step = sd.constant(Nd4j.scalar(DataType.INT64, 1));
        SDVariable index =
                sd.range(first, sd.sizeAt(input, 0), step, DataType.INT64)
                        .castTo(type)
                        .reshape(-1, 1);
        return sd.neq(index, index.reshape(1, -1)).castTo(type);
    }

    /** Margin. */
    public double getMargin() {
        return margin;
    }

    /** For Jackson. */
    public void setMargin(double margin) {
        this.margin = margin;
    }

    /** Whether the paper's validity test is used. */
    public boolean isTwoSided() {
        return twoSided;
    }

    /** For Jackson. */
    public void setTwoSided(boolean twoSided) {
        this.twoSided = twoSided;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof TripletLoss that
                && margin == that.margin
                && twoSided == that.twoSided;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), margin, twoSided);
    }
}
