package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.lgsc.core.internal.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Decides whether a layer runs on oneDNN, and prepares its arrays. */
final class OneDnnMaps {
    private OneDnnMaps() {}

    /** Whether oneDNN runs a layer on this map: FLOAT, NHWC, dense, on a CPU. */
    static boolean handles(INDArray map, CNN2DFormat format) {
        return format == CNN2DFormat.NHWC && OneDnn.handles(map);
    }

    /** The array itself, or a dense copy of it. */
    static INDArray dense(INDArray array) {
        return OneDnn.handles(array) ? array : array.dup('c');
    }
}
