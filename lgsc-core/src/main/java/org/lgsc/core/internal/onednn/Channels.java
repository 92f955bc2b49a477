package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenates the channels of two NHWC maps, and splits them again. */
public final class Channels {
    private final long[] shapeA;
    private final long[] shapeB;
    private final long bytesBeforeB;
    private final Reorder[] together = new Reorder[2];
    private final Reorder[] apart = new Reorder[2];

    /** For maps of these shapes, [N, H, W, C]. */
    public Channels(long[] shapeA, long[] shapeB) {
        this.shapeA = shapeA.clone();
        this.shapeB = shapeB.clone();
        this.bytesBeforeB = Float.BYTES * shapeA[3];
        long all = shapeA[3] + shapeB[3];
        for (int i = 0; i < 2; i++) {
            long[] s = i == 0 ? shapeA : shapeB;
            memory.desc alone = Shapes.nhwc(s[0], s[3], s[1], s[2]);
            memory.desc within =
                    Shapes.strided(
                            new long[] {s[0], s[3], s[1], s[2]},
                            new long[] {s[1] * s[2] * all, 1, s[2] * all, all});
            together[i] = Reorder.of("concatenation, forward", alone, within);
            apart[i] = Reorder.of("concatenation, backward", within, alone);
        }
    }

    /** Whether this was built for maps of these shapes. */
    public boolean fits(INDArray a, INDArray b) {
        return Arrays.equals(a.shape(), shapeA) && Arrays.equals(b.shape(), shapeB);
    }

    /** both = a's channels, then b's. */
    public void together(INDArray a, INDArray b, INDArray both) {
        together[0].run(Address.of(a), Address.of(both));
        together[1].run(Address.of(b), Address.of(both) + bytesBeforeB);
    }

    /** The inverse of {@link #together}. */
    public void apart(INDArray both, INDArray a, INDArray b) {
        apart[0].run(Address.of(both), Address.of(a));
        apart[1].run(Address.of(both) + bytesBeforeB, Address.of(b));
    }
}
