package org.lgsc.train.spark;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.internal.parallel.LocalSteps;

/**
 * Gradients and losses of parts, added in any order. Sums are in double, so that the order hardly
 * ever affects the mean as float. Sent data are not wider than the gradient of a part. After
 * several steps of each part by itself, their outcomes take the place of gradients ({@link
 * LocalSteps.Outcome}).
 */
final class GradientSum implements Serializable {
    private static final long serialVersionUID = 3L;

    /** Losses of a part; {@link LossValues} is not serialisable. */
    private record Losses(double total, LinkedHashMap<String, Double> heads)
            implements Serializable {
        LossValues values() {
            return new LossValues(total, heads);
        }
    }

    private final GradientFormat format;

    /** Losses of each step, for each part. */
    private final List<List<Losses>> losses = new ArrayList<>();

    /** Milliseconds of the slowest part for fetching weights. */
    private double fetching;

    private double computing;

    /** Sum over all parts; serialised by hand. */
    private transient double @Nullable [] sum;

    GradientSum(GradientFormat format) {
        this.format = format;
    }

    GradientSum add(float[] gradient, LossValues values) {
        return add(gradient, List.of(values));
    }

    /** Adds a part of several steps. */
    GradientSum add(float[] gradient, List<LossValues> steps) {
        double[] all = sum == null ? new double[gradient.length] : sum;
        for (int i = 0; i < all.length; i++) {
            all[i] += gradient[i];
        }
        sum = all;
        List<Losses> ofPart = new ArrayList<>(); // which is serialisable
        steps.forEach(v -> ofPart.add(new Losses(v.total(), new LinkedHashMap<>(v.heads()))));
        losses.add(ofPart);
        return this;
    }

    /** Records a task's milliseconds for getting the weights and for the gradient. */
    void took(double fetch, double compute) {
        fetching = Math.max(fetching, fetch);
        computing = Math.max(computing, compute);
    }

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
        double[] all = Objects.requireNonNull(sum, "no part was added");
        float[] mean = new float[all.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (all[i] / parts());
        }
        return mean;
    }

    List<LossValues> meanLosses() {
        return LocalSteps.meanLosses(
                losses.stream().map(part -> part.stream().map(Losses::values).toList()).toList());
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
