package org.lgsc.train.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.loss.LossValues;

/**
 * Gradients and losses of parts, added up in any order: in double, so that the order hardly ever
 * shows in the mean as float.
 */
final class GradientSum implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Losses of a part; {@link LossValues} is not serialisable. */
    private record Losses(double total, LinkedHashMap<String, Double> heads)
            implements Serializable {}

    private double[] sum;
    private final List<Losses> losses = new ArrayList<>();

    /** Adds a part. */
    GradientSum add(float[] gradient, LossValues values) {
        if (sum == null) {
            sum = new double[gradient.length];
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
        }
        losses.add(new Losses(values.total(), new LinkedHashMap<>(values.heads())));
        return this;
    }

    /** Adds other parts. */
    GradientSum merge(GradientSum other) {
        if (sum == null) {
            sum = other.sum;
        } else if (other.sum != null) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.sum[i];
            }
        }
        losses.addAll(other.losses);
        return this;
    }

    int parts() {
        return losses.size();
    }

    float[] mean() {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / parts());
        }
        return mean;
    }

    LossValues meanLosses() {
        List<LossValues> values = new ArrayList<>();
        for (Losses l : losses) {
            Map<String, Double> heads = l.heads();
            values.add(new LossValues(l.total(), heads));
        }
        return LossValues.mean(values);
    }
}
