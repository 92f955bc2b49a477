package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies maps of one shape from NCHW to NHWC and back. */
public final class LayoutChange {
    private final long[] nchw;
    private final Reorder toNhwc;
    private final Reorder toNchw;

    /** Creates the operations for maps of the given shape, [N, C, H, W]. */
    public LayoutChange(long[] nchw) {
        this.nchw = nchw.clone();
        memory.desc planes = Shapes.dense(nchw);
        memory.desc pixels = Shapes.nhwc(nchw[0], nchw[1], nchw[2], nchw[3]);
        toNhwc = Reorder.of("relayout", planes, pixels);
        toNchw = Reorder.of("relayout", pixels, planes);
    }

    /** Whether this was built for NCHW maps of the given shape. */
    public boolean fits(INDArray planes) {
        return Arrays.equals(planes.shape(), nchw);
    }

    /** Copies planes (NCHW) to pixels (NHWC). */
    public void toNhwc(INDArray planes, INDArray pixels) {
        toNhwc.run(Address.of(planes), Address.of(pixels));
    }

    /** Copies pixels (NHWC) to planes (NCHW). */
    public void toNchw(INDArray pixels, INDArray planes) {
        toNchw.run(Address.of(pixels), Address.of(planes));
    }
}
