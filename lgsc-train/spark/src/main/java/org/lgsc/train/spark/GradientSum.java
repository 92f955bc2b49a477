package org.lgsc.train.spark;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.loss.LossValues;

/**
 * Gradients and losses of parts, added up in any order: in double where they are added, so that the
 * order hardly ever shows in the mean as float. What travels is not wider than a part's gradient
 * was.
 */
final class GradientSum implements Serializable {
    private static final long serialVersionUID = 2L;

    /** Losses of a part; {@link LossValues} is not serialisable. */
    private record Losses(double total, LinkedHashMap<String, Double> heads)
            implements Serializable {}

    private final GradientFormat format;
    private final List<Losses> losses = new ArrayList<>();

    /** Milliseconds of the slowest part. */
    private double fetching;

    private double computing;

    /** Of all parts; written by hand. */
    private transient double[] sum;

    GradientSum(GradientFormat format) {
        this.format = format;
    }

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

    /**
     * Notes what a task took.
     *
     * @param fetch milliseconds until the weights were there
     * @param compute milliseconds for the gradient
     */
    void took(double fetch, double compute) {
        fetching = Math.max(fetching, fetch);
        computing = Math.max(computing, compute);
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
        took(other.fetching, other.computing);
        return this;
    }

    int parts() {
        return losses.size();
    }

    double fetching() {
        return fetching;
    }

    double computing() {
        return computing;
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

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeInt(sum == null ? -1 : sum.length);
        if (sum != null) {
            format.write(sum, out);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        int length = in.readInt();
        if (length >= 0) {
            sum = format.read(length, in);
        }
    }
}
