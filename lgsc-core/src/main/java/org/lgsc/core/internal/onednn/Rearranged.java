package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.lgsc.core.internal.onednn.Convolution.Geometry;

/**
 * Weights of a convolution in the places where an equal one expects them: each of its weights is
 * one of the given ones or zero.
 */
final class Rearranged {
    private static final int ZERO = -1;

    private final int[] sources;
    private final float[] given;
    private final float[] own;
    private final FloatPointer memory;

    private Rearranged(int[] sources, int given) {
        this.sources = sources;
        this.given = new float[given];
        this.own = new float[sources.length];
        this.memory = new FloatPointer(sources.length);
    }

    private static Rearranged of(Geometry from, int length, IntUnaryOperator source) {
        int[] sources = new int[length];
        Arrays.setAll(sources, source);
        return new Rearranged(sources, length(from));
    }

    private static int length(Geometry of) {
        long[] s = of.weightShape();
        return Math.toIntExact(s[0] * s[1] * s[2] * s[3]);
    }

    /** Weights in their order. */
    static Rearranged none(Geometry of) {
        return of(of, length(of), i -> i);
    }

    /** Weights of {@link Geometry#reversed}. */
    static Rearranged reversed(Geometry of) {
        int taps = (int) (of.kernel() * of.kernel());
        int outputs = (int) of.outputChannels();
        int inputs = (int) of.inputChannels();
        return of(
                of,
                length(of),
                i -> {
                    int output = i / taps % outputs;
                    int input = i / taps / outputs;
                    return (output * inputs + input) * taps + taps - 1 - i % taps;
                });
    }

    /** Weights of {@link Geometry#split}. */
    static Rearranged split(Geometry of) {
        Geometry split = of.split();
        int side = (int) split.kernel();
        int outputs = (int) of.outputChannels();
        int inputs = (int) of.inputChannels();
        return of(
                of,
                length(split),
                i -> {
                    int part = i / (side * side) / outputs;
                    int row = tap(of, split, part / inputs / 2, i / side % side);
                    int column = tap(of, split, part / inputs % 2, i % side);
                    int output = i / (side * side) % outputs;
                    int kernel = (int) of.kernel();
                    return row == ZERO || column == ZERO
                            ? ZERO
                            : ((output * inputs + part % inputs) * kernel + row) * kernel + column;
                });
    }

    /**
     * The tap by which the pixel at {@code parity} of each pair receives the gradient of a pixel of
     * the output; {@link #ZERO} for none.
     */
    private static int tap(Geometry of, Geometry split, int parity, int at) {
        long tap = parity + of.padding() + 2 * (split.padding() - at);
        return tap >= 0 && tap < of.kernel() ? (int) tap : ZERO;
    }

    /** These weights, of the given convolution, for {@link Geometry#beside}. */
    Rearranged beside(Geometry of, int columns) {
        int kernel = (int) of.kernel();
        int width = kernel + columns - 1;
        int each = (int) of.inputChannels() * kernel;
        int rows = (int) of.outputChannels() * each;
        int[] beside = new int[columns * rows * width];
        for (int i = 0; i < beside.length; i++) {
            int row = i / width % rows;
            int column = i % width - i / width / rows;
            beside[i] = column >= 0 && column < kernel ? sources[row * kernel + column] : ZERO;
        }
        return new Rearranged(beside, given.length);
    }

    /** Copies the weights at an address and returns the address of the rearranged ones. */
    long load(long users) {
        Memory.copy(users, given);
        arrange(given, own);
        memory.put(own);
        return memory.address();
    }

    private void arrange(float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = sources[i] == ZERO ? 0 : from[sources[i]];
        }
    }

    /** A rearranged copy of given weights. */
    float[] of(float[] weights) {
        float[] arranged = new float[sources.length];
        arrange(weights, arranged);
        return arranged;
    }

    /** The address for the gradient of the rearranged weights. */
    long target() {
        return memory.address();
    }

    /** Writes the gradient of the weights: sums of that at {@link #target}. */
    void store(long users) {
        memory.get(own);
        Arrays.fill(given, 0);
        for (int i = 0; i < own.length; i++) {
            if (sources[i] != ZERO) {
                given[sources[i]] += own[i];
            }
        }
        Memory.copy(given, users);
    }
}
