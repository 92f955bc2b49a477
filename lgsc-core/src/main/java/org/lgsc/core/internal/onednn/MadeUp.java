package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Made-up numbers for trials, the same in every run: an endless sequence from -0.5 to 0.5, which
 * each kind of argument enters at another position.
 */
enum MadeUp {
    /** Numbers of the input map, or of its gradient. */
    INPUT(0),
    /** Numbers of the output map, or of its gradient. */
    OUTPUT(2003),
    /** Numbers of the weights. */
    WEIGHTS(4001),
    /** Numbers of the bias. */
    BIAS(6007);

    /** A prime number, so that no two rows or channels are the same. */
    private static final int PERIOD = 8191;

    private static final float[] TILES = new float[PERIOD];

    static {
        Random random = new Random(2);
        for (int i = 0; i < PERIOD; i++) {
            TILES[i] = random.nextFloat() - 0.5f;
        }
    }

    private final int from;
    private final Map<Numbers, double[]> values = new ConcurrentHashMap<>();

    MadeUp(int from) {
        this.from = from;
    }

    /** The number at an index, as it is stored; integers use their entire range. */
    double at(long index, Numbers numbers) {
        return values(numbers)[(int) (index % PERIOD)];
    }

    private double[] values(Numbers numbers) {
        return values.computeIfAbsent(
                numbers,
                n -> {
                    double[] period = new double[PERIOD];
                    for (int i = 0; i < PERIOD; i++) {
                        period[i] = n.spread(TILES[(from + i) % PERIOD]);
                    }
                    return period;
                });
    }

    /** Writes the numbers from index 0 on. */
    void fill(long address, long count, Numbers numbers) {
        double[] tile = values(numbers);
        numbers.write(count < PERIOD ? Arrays.copyOf(tile, (int) count) : tile, address);
        for (long i = PERIOD; i < count; i += PERIOD) {
            long length = Math.min(PERIOD, count - i);
            Pointer.memcpy(
                    new Address().at(address + i * numbers.bytes()),
                    new Address().at(address),
                    length * numbers.bytes());
        }
    }

    /** As {@link #fill(long, long, Numbers)}, with floats. */
    void fill(long address, long floats) {
        fill(address, floats, Numbers.FLOAT32);
    }
}
