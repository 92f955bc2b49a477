package org.lgsc.core.internal.detector;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** Copies of a network for OpenCV: each is used by one thread at a time. */
public final class OpenCvNets implements AutoCloseable {
    private final Supplier<Net> reader;
    private final ConcurrentLinkedQueue<Net> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * @param reader reads another copy
     */
    public OpenCvNets(Supplier<Net> reader) {
        this.reader = reader;
    }

    /** Lends a copy. */
    public <T> T with(Function<Net, T> use) {
        Net pooled = idle.poll();
        Net net = pooled == null ? reader.get() : pooled;
        try {
            return use.apply(net);
        } finally {
            idle.add(net);
            if (closed) {
                close(); // closed in the meantime: free what was just added
            }
        }
    }

    /**
     * Returns the values of an output.
     *
     * @throws IllegalArgumentException when they are not floats
     */
    public static float[] floats(Mat output) {
        if (output.depth() != opencv_core.CV_32F) {
            throw new IllegalArgumentException("output of type " + output.type());
        }
        float[] values = new float[Math.toIntExact(output.total() * output.channels())];
        try (FloatPointer data = new FloatPointer(output.data())) {
            data.get(values);
        }
        return values;
    }

    @Override
    public void close() {
        closed = true;
        for (Net net = idle.poll(); net != null; net = idle.poll()) {
            net.close();
        }
    }
}
